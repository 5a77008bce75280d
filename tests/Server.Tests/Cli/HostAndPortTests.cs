using StoreScp.Server.Cli;

namespace StoreScp.Server.Tests.Cli;

public class HostAndPortTests
{
    [Theory]
    [InlineData("127.0.0.1:104", "127.0.0.1", 104)]
    [InlineData("archive.example:11112", "archive.example", 11112)]
    [InlineData("[::1]:104", "::1", 104)]
    public void An_address_has_host_and_port(string text, string host, int port)
    {
        HostAndPort.TryParse(text, out var value).Should().BeTrue();
        value.Should().Be(new HostAndPort(host, port));
        value!.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("host")]
    [InlineData(":104")]
    [InlineData("[]:104")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:x")]
    [InlineData("::1:104")]
    public void Anything_else_is_refused(string text) => HostAndPort.TryParse(text, out _).Should().BeFalse();
}
