using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Tests.Cli;

public sealed class StoreScpCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("status", "--help")]
    [InlineData("trace", "--help")]
    [InlineData("import", "--help")]
    [InlineData("import", "list", "--help")]
    [InlineData("import", "show", "--help")]
    [InlineData("import", "redrive", "--help")]
    [InlineData("import", "quarantine", "--help")]
    [InlineData("plugin", "--help")]
    [InlineData("plugin", "list", "--help")]
    [InlineData("plugin", "verify", "--help")]
    [InlineData("plugin", "try", "--help")]
    [InlineData("reconcile", "--help")]
    [InlineData("emulator", "--help")]
    [InlineData("send", "--help")]
    [InlineData("echo", "--help")]
    [InlineData("dump", "--help")]
    [InlineData("config", "--help")]
    [InlineData("health", "--help")]
    public async Task Help_ends_with_examples(params string[] arguments)
    {
        var (exitCode, output, _) = await CommandLine.RunAsync(arguments);

        exitCode.Should().Be(ExitCode.Success);
        output.Should().Contain("Usage:").And.Contain("Examples:\n  ");
    }

    [Fact]
    public async Task The_version_is_printed() => (await CommandLine.RunAsync("--version")).Output.Should().StartWith("0.");

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("serve", "--port", "1")]
    [InlineData("send", "file")]
    [InlineData("send", "--to", "h:1")]
    [InlineData("send", "file", "--to", "nowhere")]
    [InlineData("send", "file", "--to", "h:99999")]
    [InlineData("send", "file", "--to", "h:1", "--associations", "0")]
    [InlineData("send", "file", "--to", "h:1", "--aec", "SEVENTEEN_LETTERS")]
    [InlineData("echo", "h:1", "--timeout", "soon")]
    [InlineData("echo")]
    [InlineData("echo", "nowhere")]
    [InlineData("status", "--since", "yesterday")]
    [InlineData("import", "list", "--state", "Lost")]
    [InlineData("import", "show", "batch")]
    [InlineData("import", "redrive")]
    [InlineData("import", "redrive", "0123456789abcdef0123456789abcdef", "--failed")]
    [InlineData("import", "redrive", "0123456789abcdef0123456789abcdef", "--since", "1h")]
    [InlineData("trace")]
    [InlineData("trace", "--instance", "1.2", "--study", "1.2")]
    [InlineData("plugin", "try", "folder")]
    [InlineData("plugin", "verify")]
    [InlineData("reconcile", "--until", "tomorrow")]
    [InlineData("serve", "--Plugins:Handlers:0:Name=ids")]
    [InlineData("serve", "--Plugins:Handlers:0:Plugin=Acme.Ids", "--Plugins:Handlers:0:OnFailure=Ignore")]
    [InlineData("emulator", "--HealthImaging:EmulatorUrl=none")]
    [InlineData("status", "--Scp:Port=x")]
    [InlineData("serve", "--Scp:Port=x")]
    [InlineData("serve", "--Scp:Port")]
    [InlineData("config", "--Scp:Prot=1")]
    public async Task A_wrong_command_line_or_setting_is_exit_code_2_with_a_sentence(params string[] arguments)
    {
        var (exitCode, _, error) = await CommandLine.RunAsync(arguments);

        exitCode.Should().Be(ExitCode.Usage);
        error.Should().NotBeEmpty().And.NotContain("   at ");
    }

    [Fact]
    public async Task Config_prints_each_setting_with_its_source()
    {
        var (exitCode, output, _) = await CommandLine.RunAsync("config", "--json", "--Scp:AETitle=ARCHIVE", "--Tls:PfxPassword=hunter2");

        exitCode.Should().Be(ExitCode.Usage, "a password without a port protects nothing");
        output.Should().NotContain("hunter2");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Should().Contain(line => line.GetProperty("Setting").GetString() == "Scp:AETitle"
            && line.GetProperty("Value").GetString() == "ARCHIVE" && line.GetProperty("Source").GetString() == "command line");
        lines.Should().Contain(line => line.GetProperty("Setting").GetString() == "Scp:DimseTimeout" && line.GetProperty("Source").GetString() == "default");
    }

    [Fact]
    public async Task A_storage_folder_that_cannot_be_made_is_exit_code_4()
    {
        File.WriteAllText(_folder["file"], "");

        var (exitCode, _, error) = await CommandLine.RunAsync("serve", "--Scp:Port=0", "--Admin:Url=none", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", $"--Storage:Path={_folder["file"]}/data");

        exitCode.Should().Be(ExitCode.StorageUnavailable);
        error.Should().Contain(_folder["file"]).And.NotContain("   at ");
    }

    [Fact]
    public async Task A_port_in_use_is_exit_code_3()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, _, error) = await CommandLine.RunAsync(
            "serve", $"--Scp:Port={port}", "--Scp:BindAddress=127.0.0.1", "--Admin:Url=none", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", $"--Storage:Path={_folder["data"]}");

        exitCode.Should().Be(ExitCode.PortUnavailable);
        error.Should().Contain($"127.0.0.1:{port} is in use by another process");
    }

    [Fact]
    public async Task A_certificate_that_is_none_is_exit_code_5()
    {
        File.WriteAllText(_folder["cert.pem"], "no certificate");

        var (exitCode, _, error) = await CommandLine.RunAsync(
            "serve", "--Scp:Port=0", "--Tls:Port=0", "--Admin:Url=none", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", $"--Tls:CertificatePath={_folder["cert.pem"]}", $"--Storage:Path={_folder["data"]}");

        exitCode.Should().Be(ExitCode.CertificateUnusable);
        error.Should().Contain("The TLS certificate");
    }

    [Fact]
    public async Task Without_a_plugin_that_a_handler_names_the_server_does_not_start()
    {
        var (exitCode, _, error) = await CommandLine.RunAsync(
            "serve", "--Scp:Port=0", "--Admin:Url=none", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", "--Logging:Level=Critical",
            "--Plugins:Handlers:0:Name=ids", "--Plugins:Handlers:0:Plugin=Acme.Ids", $"--Storage:Path={_folder["data"]}");

        exitCode.Should().Be(ExitCode.PluginsUnusable);
        error.Should().Contain("'ids'").And.Contain("Acme.Ids").And.NotContain("   at ");
        Directory.Exists(Path.Combine(_folder["data"], "objects")).Should().BeFalse("nothing was opened for receiving");
    }

    [Fact]
    public async Task A_handler_that_protects_patients_needs_a_key_for_the_ledger()
    {
        var secrets = Directory.CreateDirectory(_folder["secrets"]).FullName;
        await File.WriteAllBytesAsync(Path.Combine(secrets, "deid"), Enumerable.Repeat((byte)'k', 32).ToArray(), TestContext.Current.CancellationToken);

        var (exitCode, _, error) = await CommandLine.RunAsync(
            "serve", "--Scp:Port=0", "--Admin:Url=none", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", "--Logging:Level=Critical",
            "--Plugins:Handlers:0:Name=deid", "--Plugins:Handlers:0:Plugin=StoreScp.DeIdentification", "--Plugins:Handlers:0:Settings:KeySecret=deid",
            $"--Plugins:SecretsFolder={secrets}", $"--Storage:Path={_folder["data"]}");

        exitCode.Should().Be(ExitCode.PluginsUnusable);
        error.Should().Contain("Plugins:LedgerKeySecret").And.NotContain("   at ");
        Directory.Exists(Path.Combine(_folder["data"], "objects")).Should().BeFalse("nothing was opened for receiving");
    }

    [Fact]
    public async Task Status_of_a_folder_without_ledger_says_so()
    {
        var (exitCode, _, error) = await CommandLine.RunAsync("status", $"--Storage:Path={_folder["data"]}");

        exitCode.Should().Be(ExitCode.StorageUnavailable);
        error.Should().Contain("ledger");
    }

    [Fact]
    public async Task A_peer_that_is_not_there_is_exit_code_1()
    {
        using var none = new TcpListener(IPAddress.Loopback, 0);
        none.Start();
        var port = ((IPEndPoint)none.LocalEndpoint).Port;
        none.Stop();

        var (exitCode, _, error) = await CommandLine.RunAsync("echo", $"127.0.0.1:{port}");

        exitCode.Should().Be(ExitCode.Failed);
        error.Should().StartWith($"127.0.0.1:{port} cannot be reached");
    }

    [Fact]
    public async Task A_file_that_is_not_DICOM_is_exit_code_1()
    {
        File.WriteAllText(_folder["readme.txt"], "hello");

        var (dumped, _, dumpError) = await CommandLine.RunAsync("dump", _folder["readme.txt"]);
        var (sent, _, sendError) = await CommandLine.RunAsync("send", _folder["readme.txt"], "--to", "127.0.0.1:1");
        var (searched, _, searchError) = await CommandLine.RunAsync("send", _folder.Path, "--to", "127.0.0.1:1");

        (dumped, sent, searched).Should().Be((ExitCode.Failed, ExitCode.Failed, ExitCode.Failed));
        dumpError.Should().Contain("readme.txt cannot be read");
        sendError.Should().Contain("readme.txt");
        searchError.Should().Contain("No DICOM files");
    }
}
