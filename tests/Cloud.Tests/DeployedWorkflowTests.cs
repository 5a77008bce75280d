using System.Text.Json;
using System.Text.Json.Nodes;
using StoreScp.Cloud.Resources;
using StoreScp.LocalRunner.Tests.Support;

[assembly: AssemblyFixture(typeof(StoreScp.Cloud.Tests.CloudFixture))]
// Two clouds at once, with servers and a process for each function, are more than a small machine has time for.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace StoreScp.Cloud.Tests;

/// <summary>The workflow that is shipped, deployed: executed by moto, its Tasks through Lambda's API and the runtime API.</summary>
public sealed class DeployedWorkflowTests(CloudFixture fixture) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Runners _runners = new();
    private readonly StandInCaller _caller = new(fixture.Cloud.Endpoint);

    /// <summary>All at once, in one moto: what passes is retried, a job is waited for, a failed one is started anew, what does not pass fails the batch.</summary>
    [Fact]
    public async Task Executions_go_through_the_same_states_on_Step_Functions_as_under_the_local_runner()
    {
        var names = new[] { "normal", "failed job, then a good one", "failed for good", "redrive", "refused start" };
        ImportScenario[] scenarios =
        [
            .. ImportScenario.All.Where(scenario => names.Contains(scenario.Name)),
            Retried(),
        ];
        scenarios.Should().HaveCount(names.Length + 1);

        await Task.WhenAll(scenarios.Select(CompareAsync));
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _runners.DisposeAsync();
    }

    private static ImportScenario Retried()
    {
        var usual = ImportScenario.All[0];
        return usual with { Name = "storage unavailable", Answers = new Dictionary<string, Answer[]>(usual.Answers) { ["StartImportJob"] = [Answer.Fails("Storage.Unavailable"), usual.Answers["StartImportJob"][0]] } };
    }

    private async Task CompareAsync(ImportScenario scenario)
    {
        var batchId = Guid.NewGuid().ToString("N");
        var input = JsonNode.Parse(ImportScenario.Input)!;
        input["batchId"] = batchId;
        input["pollSeconds"] = 1;
        var script = scenario.Script();
        fixture.Functions.Answer(batchId, script);
        await CallAsync("StartExecution", new() { ["stateMachineArn"] = CloudNames.StateMachineArn, ["name"] = $"{batchId}.e1", ["input"] = input.ToJsonString() });
        var ended = await EndOfAsync(batchId);
        var history = (await CallAsync("GetExecutionHistory", new() { ["executionArn"] = CloudNames.ExecutionArn($"{batchId}.e1") }))["events"]!.AsArray();

        var localScript = scenario.Script();
        var local = _runners.Open(Definitions.Import, localScript, file: $"{batchId}.db");
        var localStatus = await _runners.RunAsync(local, input.ToJsonString());
        var localHistory = await local.ReadHistoryAsync("x", default);

        ((string)ended["status"]!).Should().Be(localStatus.ToString().ToUpperInvariant(), scenario.Name);
        MotoHistory.Read(history).Should().Equal(localHistory.Select(one => (one.Kind, one.State, one.Error)), scenario.Name);
        script.Calls.Should().Equal(localScript.Calls, scenario.Name);
        if (localStatus == WorkflowStatus.Succeeded)
            JsonNode.DeepEquals(JsonNode.Parse((string)ended["output"]!), JsonNode.Parse(OutsideFile.Text(_runners.Folder[$"{batchId}.db"], "SELECT data FROM execution"))).Should().BeTrue();
    }

    private async Task<JsonObject> EndOfAsync(string batchId)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var execution = await CallAsync("DescribeExecution", new() { ["executionArn"] = CloudNames.ExecutionArn($"{batchId}.e1") });
            if ((string)execution["status"]! != "RUNNING")
                return execution;
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    private Task<JsonObject> CallAsync(string operation, JsonObject input) =>
        _caller.CallAsync("states", $"AWSStepFunctions.{operation}", input, TestContext.Current.CancellationToken);
}
