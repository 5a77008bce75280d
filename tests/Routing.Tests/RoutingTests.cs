using System.Text.Json;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Routing;
using StoreScp.Plugins.Rules;
using StoreScp.Testing;

namespace StoreScp.Routing.Tests;

public sealed class RoutingTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;
    private static readonly AssociationInfo Association = new() { CallingAETitle = "CT_1", CalledAETitle = "STORE" };

    private static RoutingEngine Load(string json) => RoutingLoader.Load(RuleSettings.Load(json, AppContext.BaseDirectory, "settings"));

    private static RoutingOutcome Decide(string json, DicomDataset? header = null) =>
        Load(json).Decide(Association, Explicit, header ?? new DicomDataset { { DicomTag.Modality, "CT" }, { DicomTag.PatientID, "4711" } });

    private const string Overlapping = """
        "rules": [
          { "name": "MR", "when": { "Modality": "MR" }, "route": "mr" },
          { "name": "CT", "when": { "Modality": "CT" }, "route": ["ct", "archive"] },
          { "name": "Known", "when": { "PatientID": { "empty": false } }, "route": ["archive", "known"] }
        ]
        """;

    [Fact]
    public void The_first_rule_that_applies_decides()
    {
        RoutingOutcome outcome = Decide($$"""{ {{Overlapping}} }""");

        outcome.Result.Kind.Should().Be(PreStoreResultKind.Route);
        outcome.Result.Routes.Should().Equal("ct", "archive");
        outcome.Applied.Select(rule => rule.Name).Should().Equal("CT");
    }

    [Fact]
    public void All_rules_that_apply_give_their_routes_each_once()
    {
        RoutingOutcome outcome = Decide($$"""{ "match": "All", {{Overlapping}} }""");

        outcome.Result.Routes.Should().Equal("ct", "archive", "known");
        outcome.Applied.Select(rule => rule.Text).Should().Equal("Rule 2 \"CT\": route ct, archive", "Rule 3 \"Known\": route archive, known");
    }

    [Fact]
    public void Among_all_rules_the_first_that_is_no_route_decides_alone()
    {
        RoutingOutcome outcome = Decide("""
            { "match": "All", "rules": [
              { "name": "1", "route": "a" },
              { "name": "2", "when": { "Modality": "CT" }, "quarantine": "No CT" },
              { "name": "3", "refuse": { "status": "A900", "comment": "never" } }
            ] }
            """);

        outcome.Result.Should().Be(PreStoreResult.Quarantine("No CT"));
        outcome.Applied.Should().ContainSingle().Which.Text.Should().Be("Rule 2 \"2\": quarantine");
    }

    [Theory]
    [InlineData(""" "quarantine": "Look at it" """, PreStoreResultKind.Quarantine, "Look at it", 0, "quarantine")]
    [InlineData(""" "discard": "Test image" """, PreStoreResultKind.Discard, "Test image", 0, "discard")]
    [InlineData(""" "refuse": { "status": "0124", "comment": "Not from here" } """, PreStoreResultKind.Refuse, "Not from here", 0x0124, "refuse with 0124H")]
    [InlineData(""" "refuse": { "status": "a7ff", "comment": "Later" } """, PreStoreResultKind.Refuse, "Later", 0xA7FF, "refuse with A7FFH")]
    public void A_rule_quarantines_discards_or_refuses(string decision, PreStoreResultKind kind, string reason, int status, string text)
    {
        RoutingOutcome outcome = Decide($$"""{ "rules": [ { "name": "R", {{decision}} } ] }""");

        (outcome.Result.Kind, outcome.Result.Reason, (int)outcome.Result.Status).Should().Be((kind, reason, status));
        outcome.Applied[0].Text.Should().Be($"Rule 1 \"R\": {text}");
    }

    [Theory]
    [InlineData("First")]
    [InlineData("All")]
    public void When_no_rule_applies_the_default_routes_are_named(string match)
    {
        const string None = """ "rules": [ { "name": "R", "when": { "Modality": "US" }, "discard": "x" } ] """;

        Decide($$"""{ "match": "{{match}}", "default": ["a", "b"], {{None}} }""").Result.Routes.Should().Equal("a", "b");
        Decide($$"""{ "match": "{{match}}", {{None}} }""").Result.Should().Be(PreStoreResult.Continue);
    }

    [Fact]
    public void The_default_is_not_used_when_a_rule_applies() =>
        Decide("""{ "default": "a", "rules": [ { "name": "R", "route": "b" } ] }""").Result.Routes.Should().Equal("b");

    [Theory]
    [InlineData("""{ "name": "R" }""", "A rule has one of route, quarantine, discard, refuse.")]
    [InlineData("""{ "name": "R", "route": "a", "discard": "x" }""", "A rule has one of route, quarantine, discard, refuse, not route and discard.")]
    [InlineData("""{ "name": "R", "route": [] }""", "\"route\" names at least one route.")]
    [InlineData("""{ "name": "R", "route": [""] }""", "A route's name is a text of 1 to 64 characters, without spaces around it or control characters.")]
    [InlineData("""{ "name": "R", "route": " a" }""", "A route's name is a text of 1 to 64 characters, without spaces around it or control characters.")]
    [InlineData("""{ "name": "R", "route": 5 }""", "A route's name is a text of 1 to 64 characters, without spaces around it or control characters.")]
    [InlineData("""{ "name": "R", "route": ["a", "a"] }""", "The route \"a\" is named twice.")]
    [InlineData("""{ "name": "R", "quarantine": "" }""", "\"quarantine\" is a text, and not an empty one.")]
    [InlineData("""{ "name": "R", "discard": true }""", "\"discard\" is a text, and not an empty one.")]
    [InlineData("""{ "name": "R", "refuse": "A900" }""", "An object {…} is expected.")]
    [InlineData("""{ "name": "R", "refuse": { "status": "A900" } }""", "\"comment\" is missing.")]
    [InlineData("""{ "name": "R", "refuse": { "status": "0000", "comment": "c" } }""", "0000H is no failure status of C-STORE (PS3.4 Table B.2-1).")]
    [InlineData("""{ "name": "R", "refuse": { "status": "A9", "comment": "c" } }""", "\"status\" is a text of four hexadecimal digits, such as \"A900\".")]
    [InlineData("""{ "name": "R", "refuse": { "status": "A900", "comment": "12345678901234567890123456789012345678901234567890123456789012345" } }""", "A text of 65 characters; allowed: 64.")]
    [InlineData("""{ "name": "R", "refuse": { "status": "A900", "comment": "c", "why": "d" } }""", "\"why\" is not known here; known are status, comment.")]
    [InlineData("""{ "name": "R", "route": "a", "actions": [] }""", "\"actions\" is not known here; known are name, when, route, quarantine, discard, refuse.")]
    [InlineData("""{ "name": "R", "when": { "Modalty": "CT" }, "route": "a" }""", "\"Modalty\": PS3.6 has no keyword \"Modalty\"; upper and lower case matter.")]
    public void A_mistake_in_a_rule_is_told_with_its_line_and_rule(string rule, string mistake) =>
        MistakesOf($"{{ \"rules\": [\n{rule} ] }}").Should().Contain($"settings, line 2, rule 1 \"R\": {mistake}");

    [Theory]
    [InlineData("""{ "match": "Best", "rules": [] }""", "settings, line 1: \"match\" is one of First, All.")]
    [InlineData("""{ "default": [], "rules": [] }""", "settings, line 1: \"default\" names at least one route.")]
    [InlineData("""{ "rules": [], "defaults": "a" }""", "settings, line 1: \"defaults\" is not known here; known are regexTimeoutMilliseconds, match, default, rules.")]
    [InlineData("""{ "rules": [], "regexTimeoutMilliseconds": "soon" }""", "settings, line 1: \"regexTimeoutMilliseconds\" is a whole number from 1 to 10000.")]
    [InlineData("""{ "default": "a" }""", "settings, line 1: \"rules\" is missing.")]
    [InlineData("""{ "rules": [ { "name": "A", "route": "a" }, { "name": "a", "route": "a" } ] }""", "settings, line 1, rule 2 \"a\": The rule in line 1 has the same name.")]
    public void A_mistake_around_the_rules_is_told(string json, string mistake) => MistakesOf(json).Should().Be(mistake);

    [Fact]
    public void An_expression_that_takes_too_long_fails_the_rule_by_its_name_and_shows_no_value()
    {
        var header = new DicomDataset { { DicomTag.PatientComments, new string('a', 40) + "!" } };
        const string Rule = """{ "regexTimeoutMilliseconds": 1, "rules": [ { "name": "R", "when": { "PatientComments": { "regex": "^(?=(a+)+$)" } }, "route": "a" } ] }""";

        var failure = new Action(() => Decide(Rule, header)).Should().Throw<InstanceFailedException>().Which;

        failure.Message.Should().Be("Rule 1 \"R\": its regular expression took longer than 1 ms on a value.");
        failure.InnerException.Should().BeNull();
    }

    [Theory]
    [InlineData("TEST01", "CT", "CT_1", "Discard", "")]
    [InlineData("", "CT", "CT_1", "Quarantine", "")]
    [InlineData("4711", "SR", "OLD_WS", "Refuse", "")]
    [InlineData("4711", "SR", "NEW_WS", "Route", "archive")]
    [InlineData("4711", "MG", "MG_1", "Route", "archive,screening")]
    [InlineData("4711", "CT", "CT_1", "Route", "archive")]
    public void The_example_does_what_its_names_say(string patientID, string modality, string callingAETitle, string kind, string routes)
    {
        var header = new DicomDataset { { DicomTag.PatientID, patientID }, { DicomTag.Modality, modality } };

        PreStoreResult result = Load("""{ "rulesFile": "examples/rules.json" }""").Decide(Association with { CallingAETitle = callingAETitle }, Explicit, header).Result;

        result.Kind.ToString().Should().Be(kind);
        string.Join(',', result.Routes).Should().Be(routes);
    }

    [Fact]
    public async Task One_handler_serves_many_threads_changes_nothing_and_logs_no_value()
    {
        var logger = new CountingLogger();
        await using var handler = new RoutingHandler();
        await handler.InitializeAsync(Context("""{ "default": "other", "rules": [ { "name": "Even", "when": { "PatientID": { "regex": "[02468]$" } }, "route": "even" } ] }""", logger), CancellationToken.None);

        await Parallel.ForAsync(0, 2000, async (i, cancellation) =>
        {
            byte[] bytes = new DataSetBytes().Text(0x00100020, "LO", $"{i}").ToArray();
            var instance = new ReceivedInstance(Association, Explicit, DicomDataset.Parse(bytes, Explicit), bulk: null);
            PreStoreResult result = await handler.ProcessAsync(instance, cancellation);
            result.Routes.Should().Equal(i % 2 == 0 ? "even" : "other");
            instance.Header.IsModified.Should().BeFalse();
        });

        logger.Lines.Distinct().Should().BeEquivalentTo(
            "Information: 1 rules of routing loaded", "Debug: Rule 1 \"Even\": route even", "Debug: No rule of routing applied");
    }

    [Fact]
    public void The_manifest_names_the_handler_that_is_there()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "plugin.json")));
        JsonElement handler = manifest.RootElement.GetProperty("handlers")[0];

        typeof(RoutingHandler).Assembly.ManifestModule.Name.Should().Be(manifest.RootElement.GetProperty("assembly").GetString());
        handler.GetProperty("type").GetString().Should().Be(typeof(RoutingHandler).FullName);
        handler.GetProperty("needs").GetString().Should().Be("Header");
        handler.GetProperty("protectsPatients").GetBoolean().Should().BeFalse();
        handler.GetProperty("changesUIDs").GetBoolean().Should().BeFalse();
    }

    private static string MistakesOf(string json) => new Action(() => Load(json)).Should().Throw<PluginSetupException>().Which.Message;

    private static PluginContext Context(string settings, IPluginLogger logger) => new()
    {
        HandlerName = "routing",
        PluginName = "StoreScp.Routing",
        PluginVersion = "0.1.0",
        Folder = AppContext.BaseDirectory,
        Logger = logger,
        Time = TimeProvider.System,
        Secrets = new NoSecrets(),
        SettingsFolder = AppContext.BaseDirectory,
        SettingsJson = settings,
    };

    private sealed class CountingLogger : IPluginLogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Lines => _lines;

        public void Log(PluginLogLevel level, string message, Exception? error = null) => _lines.Enqueue($"{level}: {message}");
    }

    private sealed class NoSecrets : IPluginSecrets
    {
        public ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellation) => throw new PluginSetupException(name);
    }
}
