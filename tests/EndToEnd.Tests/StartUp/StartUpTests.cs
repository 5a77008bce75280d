using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StoreScp.EndToEnd.Tests.StartUp;

/// <summary>A server that cannot start says why in one clear sentence, and its exit code is not 0.</summary>
public sealed class StartUpTests
{
    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await MustRefuseAsync([port, "in use"], $"--Scp:Port={port}");
    }

    [Fact]
    public async Task An_admin_port_in_use_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await MustRefuseAsync([port, "in use"], $"--Admin:Url=http://127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_storage_folder_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        // Also root cannot make a folder below a file.
        await File.WriteAllTextAsync(folder["file"], "");
        await MustRefuseAsync([folder["file"]], $"--Storage:Path={folder["file"]}/data");
    }

    [Theory]
    [InlineData("--Scp:Port=eleven", "Scp:Port", "eleven")]
    [InlineData("--Scp:Port=70000", "Scp:Port", "70000")]
    [InlineData("--Scp:DimseTimeout=soon", "Scp:DimseTimeout", "soon")]
    [InlineData("--Scp:AETitle=LONGER_THAN_SIXTEEN", "Scp:AETitle", "16")]
    [InlineData("--Scp:PeerCIDRs:0=10.0.0.0/99", "Scp:PeerCIDRs:0", "10.0.0.0/99")]
    [InlineData("--Storage:Durability=Maybe", "Storage:Durability", "Flush")]
    [InlineData("--Scp:MaximumAsociations=5", "Scp:MaximumAsociations", "Scp:MaximumAssociations")]
    [InlineData("--Tls:Port=0", "Tls", "Certificate")]
    public async Task A_wrong_setting_is_named_with_what_is_allowed(string setting, params string[] words) => await MustRefuseAsync(words, setting);

    [Fact]
    public async Task A_plugin_that_is_named_and_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        string[] handler = ["--Plugins:Handlers:0:Name=fix-ids", "--Plugins:Handlers:0:Plugin=Acme.FixPatientId"];
        var result = await ServerProcess.RunAsync(["serve", "--Scp:Port=0", "--Admin:Url=none", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", $"--Storage:Path={folder["data"]}", .. handler]);

        result.ExitCode.Should().Be(6, result.Everything);
        // The log has said so, too.
        result.Errors.TrimEnd().Split('\n')[^1].Should().Be("Handler 'fix-ids' is not loaded. There is no usable plugin 'Acme.FixPatientId'.");
    }

    [Fact]
    public async Task A_ledger_that_is_no_database_is_named()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        await File.WriteAllTextAsync(Path.Combine(folder["data"], "ledger.db"), new string('x', 10_000));
        await MustRefuseAsync(["ledger.db"], $"--Storage:Path={folder["data"]}");
    }

    private static async Task MustRefuseAsync(string[] words, params string[] settings)
    {
        using var folder = new TemporaryFolder();
        var result = await ServerProcess.RunAsync(["serve", "--Scp:Port=0", "--Admin:Url=none", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", $"--Storage:Path={folder["data"]}", .. settings]);

        result.ExitCode.Should().NotBe(0, result.Everything);
        var lines = result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().ContainSingle(result.Everything).Which.Should().ContainAll(words).And.NotContainAny("Exception", "   at ");
    }
}
