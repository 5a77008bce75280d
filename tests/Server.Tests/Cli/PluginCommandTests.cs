using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Server.Cli;
using StoreScp.Server.Plugins;

namespace StoreScp.Server.Tests.Cli;

public sealed class PluginCommandTests : IDisposable
{
    private const string Rules =
        """
        { "rules": [ { "name": "IDs have our prefix", "actions": [ { "prefix": "PatientID", "value": "S1-" } ] } ] }
        """;

    private static readonly string TagCoercion = Path.Combine(ServerPlugins.InTheBox, "TagCoercion");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TagCoercion")]
    [InlineData("Routing")]
    [InlineData("DeIdentification")]
    public async Task A_plugin_of_the_box_is_verified(string name)
    {
        var (exitCode, output, _) = await CommandLine.RunAsync("plugin", "verify", Path.Combine(ServerPlugins.InTheBox, name));

        exitCode.Should().Be(ExitCode.Success, output);
        output.Should().Contain($"StoreScp.{name}").And.Contain("Plugins:AllowedHashes").And.NotContain("wrong ");
    }

    [Fact]
    public async Task Verify_runs_each_handler_on_files_within_its_bounds()
    {
        var (exitCode, output, _) = await CommandLine.RunAsync("plugin", "verify", TagCoercion, WriteFile("a.dcm"), "--settings", WriteRules(Rules));

        exitCode.Should().Be(ExitCode.Success, output);
        output.Should().Contain("initializes").And.MatchRegex(@"ok +handler TagCoercion on .*a\.dcm: Continue, .* ms of 5000 ms, .* of 67.1 MB");
    }

    [Fact]
    public async Task An_altered_plugin_is_wrong_and_exit_code_6()
    {
        var copy = CopyPlugin(_folder["plugins/copy"]);
        await File.AppendAllTextAsync(Path.Combine(copy, "StoreScp.Plugins.Rules.dll"), "x", TestContext.Current.CancellationToken);

        var (exitCode, output, _) = await CommandLine.RunAsync("plugin", "verify", copy);

        exitCode.Should().Be(ExitCode.PluginsUnusable);
        output.Should().Contain("wrong ").And.Contain("StoreScp.Plugins.Rules.dll");
    }

    [Fact]
    public async Task Settings_that_a_handler_does_not_take_are_wrong_and_exit_code_6()
    {
        var (exitCode, output, _) = await CommandLine.RunAsync("plugin", "verify", TagCoercion, "--settings", WriteRules("""{ "ruels": [] }"""));

        exitCode.Should().Be(ExitCode.PluginsUnusable);
        output.Should().Contain("wrong ").And.Contain("ruels");
    }

    [Fact]
    public async Task A_folder_that_is_no_plugin_is_exit_code_6()
    {
        (await CommandLine.RunAsync("plugin", "verify", _folder.Path)).ExitCode.Should().Be(ExitCode.PluginsUnusable);
        var (exitCode, _, error) = await CommandLine.RunAsync("plugin", "try", _folder.Path, WriteFile("a.dcm"));

        exitCode.Should().Be(ExitCode.PluginsUnusable);
        error.Should().Contain("plugin.json").And.NotContain("   at ");
    }

    [Fact]
    public async Task Try_shows_values_before_and_after_the_rule_that_fired_and_writes_what_would_be_stored()
    {
        var source = WriteFile("a.dcm");

        var (exitCode, output, error) = await CommandLine.RunAsync(
            "plugin", "try", TagCoercion, source, "--settings", WriteRules(Rules), "--out", _folder["out"]);

        exitCode.Should().Be(ExitCode.Success, error);
        output.Should().Contain("Continue").And.Contain("PatientID").And.Contain("\"4711\"").And.Contain("\"S1-4711\"")
            .And.Contain("OriginalAttributesSequence").And.Contain("Debug:").And.Contain("IDs have our prefix");
        using var written = DicomFile.Open(_folder["out/a.dcm"]);
        written.Header[DicomTag.PatientID].Should().Be("S1-4711");
        written.Bulk!.Value.ValueLength.Should().Be(1_000);
        written.ReadTrailer().Contains(DicomTag.DataSetTrailingPadding).Should().BeTrue();
        using var untouched = DicomFile.Open(source);
        untouched.Header[DicomTag.PatientID].Should().Be("4711");
    }

    [Fact]
    public async Task Try_in_json_has_decision_changes_and_log()
    {
        var (_, output, _) = await CommandLine.RunAsync("plugin", "try", TagCoercion, WriteFile("a.dcm"), "--settings", WriteRules(Rules), "--json");

        var line = JsonLines.Of(output).Should().ContainSingle().Subject;
        line.Text("Decision").Should().Be("Continue");
        var change = line.GetProperty("Changes").EnumerateArray().Single(change => change.Text("Path") == "(0010,0020)");
        (change.Text("Keyword"), change.Text("Before"), change.Text("After")).Should().Be(("PatientID", "\"4711\"", "\"S1-4711\""));
        line.GetProperty("Handlers")[0].Text("Plugin").Should().Be("StoreScp.TagCoercion");
        line.GetProperty("Log").GetArrayLength().Should().BePositive();
    }

    [Fact]
    public async Task The_AE_titles_are_those_that_the_person_gives()
    {
        var rules = WriteRules("""{ "rules": [ { "name": "of CT1", "when": { "association.CallingAETitle": "CT1" }, "actions": [ { "set": "StationName", "value": "ONE" } ] } ] }""");

        var other = await CommandLine.RunAsync("plugin", "try", TagCoercion, WriteFile("a.dcm"), "--settings", rules);
        var ct1 = await CommandLine.RunAsync("plugin", "try", TagCoercion, WriteFile("a.dcm"), "--settings", rules, "--calling", "CT1");

        other.Output.Should().Contain("no element changed");
        ct1.Output.Should().Contain("StationName").And.Contain("\"ONE\"");
    }

    [Fact]
    public async Task A_file_would_not_be_replaced_by_its_own_result()
    {
        var (exitCode, _, error) = await CommandLine.RunAsync("plugin", "try", TagCoercion, WriteFile("a.dcm"), "--settings", WriteRules(Rules), "--out", _folder.Path);

        exitCode.Should().Be(ExitCode.Usage);
        error.Should().Contain("--out");
    }

    [Fact]
    public async Task Without_a_server_list_tells_folders_and_settings_and_says_so()
    {
        var (exitCode, output, error) = await CommandLine.RunAsync(
            "plugin", "list", "--json", "--Admin:Url=none", "--Plugins:Handlers:0:Name=coercion", "--Plugins:Handlers:0:Plugin=StoreScp.TagCoercion",
            "--Plugins:Handlers:1:Plugin=Acme.Missing");

        exitCode.Should().Be(ExitCode.Success, error);
        error.Should().Contain("without running plugin code");
        var lines = JsonLines.Of(output);
        lines.Single(line => line.Text("Handler") == "coercion").Text("State").Should().Be("WouldLoad");
        lines.Single(line => line.Text("Handler") == "Acme.Missing").Text("State").Should().Be("NotLoaded");
        var folder = lines.Single(line => line.Text("Kind") == "Folder" && line.Text("Plugin") == "StoreScp.TagCoercion");
        (folder.Text("State"), folder.Text("Hash")!.Length).Should().Be(("Used", 64));
        lines.Single(line => line.Text("Plugin") == "StoreScp.Routing").Text("State").Should().Be("NotNamed");
    }

    [Fact]
    public async Task Without_a_server_list_shows_what_was_fetched_and_says_what_was_not()
    {
        var (here, notHere) = (new string('a', 64), new string('b', 64));
        CopyPlugin(_folder[$"data/plugins-fetched/{here}/coercion"]);

        var (exitCode, output, error) = await CommandLine.RunAsync(
            "plugin", "list", "--json", "--Admin:Url=none", "--Storage:Provider=Aws", "--Aws:Region=eu-west-1", "--Aws:Bucket=images", "--Aws:Table=ledger", $"--Storage:Path={_folder["data"]}",
            "--Plugins:Fetch:0:Object=s3://plugins/here.zip", "--Plugins:Fetch:0:VersionId=1", $"--Plugins:Fetch:0:Sha256={here}",
            "--Plugins:Fetch:1:Object=s3://plugins/not-here.zip", "--Plugins:Fetch:1:VersionId=2", $"--Plugins:Fetch:1:Sha256={notHere}");

        exitCode.Should().Be(ExitCode.Success, error);
        JsonLines.Of(output).Where(line => line.Text("Kind") == "Folder").Select(line => line.Text("Folder")).Should().Contain(path => path!.Contains(here));
        error.Should().Contain("s3://plugins/not-here.zip").And.Contain("fetches it at its start").And.NotContain("plugins/here.zip");
    }

    [Fact]
    public async Task A_refused_folder_is_listed_with_its_reason()
    {
        var copy = CopyPlugin(_folder["plugins/copy"]);
        File.Delete(Path.Combine(copy, "plugin.sha256"));

        var (_, output, _) = await CommandLine.RunAsync("plugin", "list", "--Admin:Url=none", $"--Plugins:Folders:0={_folder["plugins"]}");

        output.Should().Contain("Refused").And.Contain("There is no plugin.sha256");
    }

    private static string CopyPlugin(string copy)
    {
        foreach (var file in Directory.EnumerateFiles(TagCoercion, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(TagCoercion, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }

    private string WriteRules(string rules)
    {
        var path = _folder["rules.json"];
        File.WriteAllText(path, rules);
        return path;
    }

    private string WriteFile(string name)
    {
        var dataSet = new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUIDs.CTImageStorage)
            .Set(DicomTag.SOPInstanceUID, "1.2.3.1")
            .Set(DicomTag.PatientName, "Test^Case")
            .Set(DicomTag.PatientID, "4711")
            .Set(DicomTag.StudyInstanceUID, "1.2.3")
            .Set(DicomTag.SeriesInstanceUID, "1.2.3.9")
            .SetBytes(DicomTag.PixelData, DicomVR.OW, new byte[1_000])
            .SetBytes(DicomTag.DataSetTrailingPadding, DicomVR.OB, new byte[16]);
        var file = new ArrayBufferWriter<byte>();
        new FileMetaInformation
        {
            MediaStorageSOPClassUID = DicomUIDs.CTImageStorage,
            MediaStorageSOPInstanceUID = "1.2.3.1",
            TransferSyntaxUID = DicomTransferSyntax.ExplicitVRLittleEndian.UID,
        }.WriteTo(file);
        dataSet.WriteTo(file);
        File.WriteAllBytes(_folder[name], file.WrittenSpan.ToArray());
        return _folder[name];
    }
}
