using System.Text.Json.Nodes;
using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.LocalRunner.Tests;

/// <summary>The workflow that is shipped, under our runner.</summary>
public sealed class ImportWorkflowTests : IAsyncDisposable
{
    private readonly Runners _runners = new();

    public ValueTask DisposeAsync() => _runners.DisposeAsync();

    private static JsonObject States => JsonNode.Parse(Definitions.Import)!["States"]!.AsObject();

    public static TheoryData<string> Tasks() => [.. Definitions.ImportTasks];

    [Fact]
    public async Task A_batch_whose_job_takes_two_minutes_needs_at_most_40_transitions()
    {
        const int Polls = 6;
        var job = ImportScenario.All.Single(scenario => scenario.Name == "normal").Answers["GetImportJob"];
        var script = ImportScenario.All[0].Script().With("GetImportJob", [.. Enumerable.Repeat(job[0], Polls - 1), job[^1]]);
        var workflows = _runners.Open(Definitions.Import, script);
        await workflows.StartAsync("x", ImportScenario.Input, default);

        (await _runners.RunToEndAsync(workflows)).Should().Be(TimeSpan.FromMinutes(2));

        var history = await workflows.ReadHistoryAsync("x", default);
        history[^1].Kind.Should().Be(HistoryKind.ExecutionSucceeded);
        // AWS bills each entry into a state and each retry as one transition.
        history.Count(one => one.Kind is HistoryKind.StateEntered or HistoryKind.TaskRetried).Should().BeLessThanOrEqualTo(40);
    }

    [Fact]
    public async Task Each_Task_finds_the_results_of_those_before_it()
    {
        var script = ImportScenario.All.Single(scenario => scenario.Name == "redrive").Script();
        await _runners.RunAsync(_runners.Open(Definitions.Import, script), ImportScenario.Input);

        script.Calls.Last().Should().Be("CloseBatch");
        JsonNode.Parse(script.Inputs.Last())!.AsObject().Select(property => property.Key)
            .Should().Equal("batchId", "datastoreId", "execution", "pollSeconds", "job", "results", "recorded", "redriven");
    }

    [Fact]
    public async Task A_manifest_that_never_comes_fails_the_batch_after_some_ten_minutes()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            await using var runners = new Runners { Options = _runners.Options with { JitterSeed = seed } };
            var scenario = ImportScenario.All.Single(one => one.Name == "manifest that never comes");
            var script = scenario.Script().With("GetImportJob", scenario.Answers["GetImportJob"][^1]);
            var workflows = runners.Open(Definitions.Import, script);
            await workflows.StartAsync("x", ImportScenario.Input, default);

            (await runners.RunToEndAsync(workflows)).Should().BeCloseTo(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(4));
            script.Calls.Last().Should().Be("FailBatch");
            JsonNode.Parse(script.Inputs.Last())!["error"]!["Error"]!.GetValue<string>().Should().Be("Results.NotYet");
        }
    }

    [Fact]
    public async Task A_full_quota_is_waited_for_an_hour_and_more()
    {
        var script = ImportScenario.All[0].Script().With("StartImportJob", Answer.Fails("MedicalImaging.ServiceQuotaExceededException"));
        var workflows = _runners.Open(Definitions.Import, script);
        await workflows.StartAsync("x", ImportScenario.Input, default);

        (await _runners.RunToEndAsync(workflows)).Should().BeGreaterThan(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_batch_that_cannot_be_failed_is_tried_for_hours_and_then_ends()
    {
        var scenario = ImportScenario.All.Single(one => one.Name == "batch that cannot even be failed");
        var workflows = _runners.Open(Definitions.Import, scenario.Script());
        await workflows.StartAsync("x", ImportScenario.Input, default);

        (await _runners.RunToEndAsync(workflows)).Should().BeGreaterThan(TimeSpan.FromHours(3));
        var history = await workflows.ReadHistoryAsync("x", default);
        history[^1].Error.Should().Be("Batch.Failed");
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Every_Task_retries_what_passes_with_full_jitter_and_catches_the_rest(string task)
    {
        var state = States[task]!;
        var retry = state["Retry"]!.AsArray();
        var retried = retry.SelectMany(retrier => retrier!["ErrorEquals"]!.AsArray()).Select(name => (string)name!).ToList();

        retry.Should().OnlyContain(retrier => (string)retrier!["JitterStrategy"]! == "FULL" && retrier["MaxDelaySeconds"] != null);
        if (!retried.Contains("States.ALL"))
        {
            retried.Should().Contain(
            [
                "MedicalImaging.ThrottlingException", "MedicalImaging.ServiceQuotaExceededException", "MedicalImaging.InternalServerException",
                "Storage.Unavailable", "States.Timeout",
                "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException",
            ]);
        }
        state["Catch"]!.AsArray()[^1]!["ErrorEquals"]!.ToJsonString().Should().Be("""["States.ALL"]""");
        state["TimeoutSeconds"]!.GetValue<int>().Should().BeLessThanOrEqualTo(900, "a Lambda function ends then");
    }

    [Fact]
    public void Polling_until_the_execution_times_out_stays_below_the_events_that_Step_Functions_keeps()
    {
        const int EventsOfOnePoll = 9; // Wait 2, Task 5, Choice 2
        var seconds = JsonNode.Parse(Definitions.Import)!["TimeoutSeconds"]!.GetValue<int>();

        (seconds / 20 * EventsOfOnePoll).Should().BeLessThan(25_000);
    }
}
