using System.Text.Json;
using System.Text.Json.Nodes;
using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.LocalRunner.Tests;

/// <summary>npm's asl-validator and aws-local-stepfunctions on the workflow that is shipped, filled in as it is on AWS.</summary>
public sealed class OutsideInterpreterTests : IAsyncLifetime
{
    private readonly Runners _runners = new();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "npm");

    private string Definition => _runners.Folder["import.json"];

    public static TheoryData<string> Scenarios() => [.. ImportScenario.All.Select(scenario => scenario.Name)];

    public async ValueTask InitializeAsync()
    {
        var onAws = Definitions.ImportTasks.Aggregate(Definitions.Import, (text, task) =>
            text.Replace($"${{{task}}}", $"arn:aws:lambda:us-east-1:123456789012:function:{task}", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Definition, onAws);
    }

    public ValueTask DisposeAsync() => _runners.DisposeAsync();

    [Fact]
    public async Task The_workflow_is_valid()
    {
        await NpmFolder.InstallAsync(Folder);
        (await ValidateAsync(Definition)).MustSucceed();
    }

    [Fact]
    public async Task The_validator_would_have_found_a_mistake()
    {
        await NpmFolder.InstallAsync(Folder);
        await File.WriteAllTextAsync(Definition, (await File.ReadAllTextAsync(Definition)).Replace("\"Next\": \"CloseBatch\"", "\"Next\": \"Nowhere\""));

        (await ValidateAsync(Definition)).ExitCode.Should().NotBe(0);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task It_calls_the_same_Tasks_and_ends_alike_under_both_interpreters(string name)
    {
        await NpmFolder.InstallAsync(Folder);
        var scenario = ImportScenario.All.Single(one => one.Name == name);
        var tasks = new JsonObject(scenario.Answers.Select(pair => KeyValuePair.Create(pair.Key, JsonSerializer.SerializeToNode(pair.Value))));
        await File.WriteAllTextAsync(_runners.Folder["scenario.json"], new JsonObject { ["input"] = JsonNode.Parse(ImportScenario.Input), ["tasks"] = tasks }.ToJsonString());

        var outside = (await NodeAsync("run.mjs", Definition, _runners.Folder["scenario.json"])).MustSucceed();
        var theirs = JsonNode.Parse(outside.Output)!;
        var script = scenario.Script();
        var workflows = _runners.Open(Definitions.Import, script);
        var status = await _runners.RunAsync(workflows, ImportScenario.Input);
        var end = (await workflows.ReadHistoryAsync("x", default))[^1];

        status.Should().Be(scenario.Status);
        theirs["status"]!.GetValue<string>().Should().Be(status.ToString(), outside.Everything);
        theirs["calls"]!.AsArray().Select(call => (string)call!).Should().Equal(script.Calls);
        theirs["error"]?.GetValue<string>().Should().Be(end.Error);
        theirs["cause"]?.GetValue<string>().Should().Be(end.Cause);
        if (status == WorkflowStatus.Succeeded)
            JsonNode.DeepEquals(theirs["output"], JsonNode.Parse(OutsideFile.Text(_runners.Folder["workflows.db"], "SELECT data FROM execution"))).Should().BeTrue();
    }

    private static Task<ToolResult> ValidateAsync(string path) =>
        NodeAsync(Path.Combine("node_modules", "asl-validator", "dist", "bin", "asl-validator.js"), "--json-path", path);

    private static Task<ToolResult> NodeAsync(params string[] arguments) => Tool.RunAsync(Tool.Find("node", NpmFolder.HowToInstall), arguments, folder: Folder);
}
