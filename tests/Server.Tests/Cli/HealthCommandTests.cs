using System.Net;
using System.Net.Sockets;
using StoreScp.Server.Cli;
using StoreScp.Server.Tests.Hosting;

namespace StoreScp.Server.Tests.Cli;

public class HealthCommandTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task A_server_that_runs_lives(string address)
    {
        await using var server = await TestServer.StartAsync(settings: [("Admin:Url", $"http://{address}:0")]);
        var port = new Uri(server.Server.AdminAddress!).Port;

        (await CommandLine.RunAsync("health", $"--Admin:Url=http://{address}:{port}")).Should().Be((ExitCode.Success, "live\n", ""));
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_exit_code_1_and_a_sentence()
    {
        using var unused = new Socket(SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var (exitCode, _, error) = await CommandLine.RunAsync("health", $"--Admin:Url=http://127.0.0.1:{((IPEndPoint)unused.LocalEndPoint!).Port}");

        exitCode.Should().Be(ExitCode.Failed);
        error.Should().Contain("/health/live cannot be asked");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("http://127.0.0.1:0")]
    public async Task Without_a_port_there_is_nothing_to_ask(string url) =>
        (await CommandLine.RunAsync("health", $"--Admin:Url={url}")).ExitCode.Should().Be(ExitCode.Usage);
}
