using System.Text.Json;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.TagCoercion;
using StoreScp.Testing;

namespace StoreScp.TagCoercion.Tests;

public sealed class HandlerTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;

    [Fact]
    public async Task The_handler_changes_the_header_and_logs_rules_actions_and_tags_but_no_value()
    {
        var logger = new LinesLogger();
        await using var handler = new TagCoercionHandler();
        await handler.InitializeAsync(Context("""{ "rules": [{ "name": "Prefix", "actions": [{ "prefix": "PatientID", "value": "H-" }] }] }""", logger), CancellationToken.None);
        ReceivedInstance instance = Instance("4711");

        PreStoreResult result = await handler.ProcessAsync(instance, CancellationToken.None);

        result.Should().Be(PreStoreResult.Continue);
        instance.Header["PatientID"].Should().Be("H-4711");
        logger.Lines.Should().Equal("Information: 1 rules of tag coercion loaded", "Debug: Rule 1 \"Prefix\": prefix (0010,0020)");
    }

    [Fact]
    public async Task Rules_come_from_a_file_beside_the_settings_and_mistakes_name_it()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("storescp-rules-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "site.json"), "// first line\n{ \"rules\": [\n { \"name\": \"R\", \"actions\": [ { \"upper\": \"Nonsense\" } ] } ] }");
            var initialize = async () => await new TagCoercionHandler().InitializeAsync(Context("""{ "rulesFile": "site.json" }""", folder: folder.FullName), CancellationToken.None);

            (await initialize.Should().ThrowAsync<PluginSetupException>()).Which.Message.Should().StartWith("site.json, line 3, rule 1 \"R\": \"Nonsense\"");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("""{ "rulesFile": "none.json" }""", "*the rules file \"none.json\" cannot be read*")]
    [InlineData("""{ "rulesFile": "none.json", "rules": [] }""", "*With \"rulesFile\" nothing else may stand here*")]
    [InlineData("""{ "rulesFile": 5 }""", "*\"rulesFile\" is a text*")]
    public async Task A_wrong_rules_file_is_told(string settings, string mistake)
    {
        var initialize = async () => await new TagCoercionHandler().InitializeAsync(Context(settings), CancellationToken.None);
        await initialize.Should().ThrowAsync<PluginSetupException>().WithMessage(mistake);
    }

    [Fact]
    public async Task Lines_of_rules_in_the_settings_count_from_their_opening_brace()
    {
        var initialize = async () => await new TagCoercionHandler().InitializeAsync(
            Context("\n{\n // comment\n \"rules\": [\n { \"name\": \"R\", \"actions\": [ { \"upper\": \"Nonsense\" } ] } ] }"), CancellationToken.None);
        (await initialize.Should().ThrowAsync<PluginSetupException>()).Which.Message.Should().StartWith("The settings of coercion, line 4, rule 1 \"R\": \"Nonsense\"");
    }

    [Fact]
    public async Task One_handler_serves_many_threads()
    {
        await using var handler = new TagCoercionHandler();
        await handler.InitializeAsync(
            Context("""
                { "rules": [
                  { "name": "1", "when": { "PatientID": { "regex": "^[0-9]+$" } }, "actions": [{ "prefix": "PatientID", "value": "H-" }, { "copy": "PatientID", "to": "OtherPatientIDs" }] },
                  { "name": "2", "actions": [{ "set": "RequestAttributesSequence[1].RequestedProcedureID", "value": "${PatientID}", "create": true }] }
                ] }
                """),
            CancellationToken.None);

        await Parallel.ForAsync(0, 2000, async (i, cancellation) =>
        {
            ReceivedInstance instance = Instance($"{i}");
            await handler.ProcessAsync(instance, cancellation);
            instance.Header["OtherPatientIDs"].Should().Be($"H-{i}");
            instance.Header.GetSequence(DicomTag.RequestAttributesSequence)![1]["RequestedProcedureID"].Should().Be($"H-{i}");
        });
    }

    [Fact]
    public void The_manifest_names_the_handler_that_is_there()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "plugin.json")));
        JsonElement handler = manifest.RootElement.GetProperty("handlers")[0];

        typeof(TagCoercionHandler).Assembly.ManifestModule.Name.Should().Be(manifest.RootElement.GetProperty("assembly").GetString());
        handler.GetProperty("type").GetString().Should().Be(typeof(TagCoercionHandler).FullName);
        handler.GetProperty("needs").GetString().Should().Be("Header");
        handler.GetProperty("protectsPatients").GetBoolean().Should().BeFalse();
        handler.GetProperty("changesUIDs").GetBoolean().Should().BeTrue();
    }

    private static ReceivedInstance Instance(string patientID)
    {
        byte[] bytes = new DataSetBytes().Text(0x00080060, "CS", "CT").Text(0x00100020, "LO", patientID).ToArray();
        return new ReceivedInstance(Rules.Association, Explicit, DicomDataset.Parse(bytes, Explicit), bulk: null);
    }

    private static PluginContext Context(string settings, IPluginLogger? logger = null, string? folder = null) => new()
    {
        HandlerName = "coercion",
        PluginName = "StoreScp.TagCoercion",
        PluginVersion = "0.1.0",
        Folder = AppContext.BaseDirectory,
        Logger = logger ?? new LinesLogger(),
        Time = TimeProvider.System,
        Secrets = new NoSecrets(),
        SettingsFolder = folder ?? AppContext.BaseDirectory,
        SettingsJson = settings,
    };

    private sealed class LinesLogger : IPluginLogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines => _lines;

        public void Log(PluginLogLevel level, string message, Exception? error = null)
        {
            lock (_lines) _lines.Add($"{level}: {message}");
        }
    }

    private sealed class NoSecrets : IPluginSecrets
    {
        public ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellation) => throw new PluginSetupException(name);
    }
}
