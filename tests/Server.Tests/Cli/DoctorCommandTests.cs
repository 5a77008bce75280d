using StoreScp.Server.Cli;

namespace StoreScp.Server.Tests.Cli;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_works_has_one_line_each()
    {
        var (exitCode, output, _) = await CommandLine.RunAsync("doctor", $"--Storage:Path={_folder["data"]}");

        exitCode.Should().Be(ExitCode.Success, output);
        output.Should().Contain("ok        settings").And.Contain("ok        objects: write one")
            .And.Contain("ok        objects: a second one under the same name is refused")
            .And.Contain("ok        objects: delete it").And.Contain("ok        ledger: write an item that nobody else has").And.NotContain("wrong");
        Directory.EnumerateFiles(_folder["data"], "*.dcm", SearchOption.AllDirectories).Should().BeEmpty("what it writes it deletes");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_told_with_its_path()
    {
        var path = _folder["data"];
        File.WriteAllText(path, "a file");

        var (exitCode, output, _) = await CommandLine.RunAsync("doctor", $"--Storage:Path={path}");

        exitCode.Should().Be(ExitCode.Failed);
        output.Should().Contain("wrong     storage: open it").And.Contain(path);
    }

    [Fact]
    public async Task A_key_that_is_missing_is_told_by_its_name()
    {
        var (exitCode, output, _) = await CommandLine.RunAsync(
            "doctor", $"--Storage:Path={_folder["data"]}", "--Plugins:LedgerKeySecret=ledger-key", $"--Plugins:SecretsFolder={_folder["secrets"]}");

        exitCode.Should().Be(ExitCode.Failed);
        output.Should().Contain("wrong     secrets").And.Contain("ledger-key");
    }
}
