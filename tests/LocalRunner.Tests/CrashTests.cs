using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.LocalRunner.Tests;

/// <summary>A kill at any moment loses no state and skips no Task.</summary>
public sealed class CrashTests : IAsyncDisposable
{
    private readonly Runners _runners = new();

    public ValueTask DisposeAsync() => _runners.DisposeAsync();

    // The last two are retries upon retries: the same again, dozens of times.
    public static TheoryData<string> Scenarios() => [.. ImportScenario.All.SkipLast(2).Select(scenario => scenario.Name)];

    /// <summary>The file as it was after each transition, and within each Task, is continued by a new process.</summary>
    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_kill_in_any_state_continues_at_that_state(string name)
    {
        var scenario = ImportScenario.All.Single(one => one.Name == name);
        Snapshots? snapshots = null;
        var script = scenario.Script(inTask: task => snapshots!.Take($"in {task}"));
        snapshots = new Snapshots(_runners.Folder, script, _runners.Time);
        var whole = _runners.Open(Definitions.Import, script, logger: snapshots);
        await _runners.RunAsync(whole, ImportScenario.Input);
        var calls = script.Calls.ToList();
        snapshots.Taken.Should().HaveCountGreaterThan(calls.Count);

        foreach (var (file, moment, at, callsBefore) in snapshots.Taken)
        {
            await using var afterCrash = new Runners(at);
            var inTask = moment.StartsWith("in ", StringComparison.Ordinal);
            // A Task in hand runs again; all the others go on after the last that had ended.
            var ended = inTask ? callsBefore - 1 : callsBefore;
            var rest = scenario.Script(answersGiven: calls[..ended]);
            var successor = afterCrash.Open(Definitions.Import, rest, holder: "two", file: file);
            await afterCrash.RunToEndAsync(successor);

            (await successor.DescribeAsync("x", default)).Should().Be(scenario.Status, moment);
            rest.Calls.Should().Equal(calls[ended..], moment);
            var takenOver = (await successor.ReadHistoryAsync("x", default)).Count(one => one.Kind == HistoryKind.ExecutionTakenOver);
            takenOver.Should().BeLessThanOrEqualTo(1);
            if (inTask)
                takenOver.Should().Be(1, moment);
        }
    }

    [Fact]
    public async Task What_a_dead_process_had_in_hand_is_taken_over_75_seconds_after_its_last_sign_of_life()
    {
        var script = new Script();
        var snapshots = new Snapshots(_runners.Folder, script, _runners.Time);
        script.With("Work", (_, _) =>
        {
            snapshots.Take("in Work");
            return ValueTask.FromResult("1");
        });
        await _runners.RunAsync(_runners.Open(Definitions.Work(), script));

        var successor = _runners.Open(Definitions.Work(), new Script().With("Work", Answer.Of("2")), holder: "two", file: snapshots.Taken[0].File);

        (await _runners.RunToEndAsync(successor)).Should().Be(TimeSpan.FromSeconds(75));
    }

    [Fact]
    public async Task A_runner_that_stops_cancels_its_Tasks_and_gives_them_back_at_once()
    {
        var entered = new TaskCompletionSource();
        var first = _runners.Open(Definitions.Work(), new Script().With("Work", async (_, cancellation) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return "{}";
        }));
        await first.StartAsync("x", "{}", default);
        var run = first.RunDueAsync(default);
        await entered.Task;
        await first.DisposeAsync();
        await run;

        var second = _runners.Open(Definitions.Work(), new Script().With("Work", Answer.Of("1")), holder: "two");

        (await _runners.RunToEndAsync(second)).Should().Be(TimeSpan.Zero);
        (await second.DescribeAsync("x", default)).Should().Be(WorkflowStatus.Succeeded);
    }

    [Fact]
    public async Task A_runner_that_lost_an_execution_cancels_its_Task_and_writes_nothing()
    {
        var entered = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var first = _runners.Open(Definitions.Work(), new Script().With("Work", async (_, cancellation) =>
        {
            cancellation.Register(cancelled.SetResult);
            entered.SetResult();
            await cancelled.Task;
            return """{"from":"the loser"}""";
        }));
        await first.StartAsync("x", "{}", default);
        var run = first.RunDueAsync(default);
        await entered.Task;

        OutsideFile.Execute(_runners.Folder["workflows.db"], "UPDATE execution SET claimed_by = 'two', revision = revision + 1, due_at = due_at + 1000000");
        _runners.Time.Advance(TimeSpan.FromSeconds(10));
        await cancelled.Task;
        await run;

        (await first.DescribeAsync("x", default)).Should().Be(WorkflowStatus.Running);
        (await first.ReadHistoryAsync("x", default)).Select(one => one.Kind).Should().Equal(HistoryKind.ExecutionStarted, HistoryKind.StateEntered);
    }

    [Fact]
    public async Task A_runner_that_cannot_renew_for_60_seconds_cancels_its_Task()
    {
        var entered = new TaskCompletionSource();
        _runners.Options = _runners.Options with { LockTimeout = TimeSpan.FromMilliseconds(50) };
        var script = new Script().With("Work", async (_, cancellation) =>
        {
            entered.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return "{}";
        });
        var workflows = _runners.Open(Definitions.Work(taskSeconds: 900), script);
        await workflows.StartAsync("x", "{}", default);
        var run = workflows.RunDueAsync(default);
        await entered.Task;

        using (OutsideFile.Lock(_runners.Folder["workflows.db"]))
        {
            _runners.Time.Advance(TimeSpan.FromSeconds(60));
            await FluentActions.Awaiting(() => run).Should().ThrowAsync<StorageUnavailableException>();
        }

        (await workflows.DescribeAsync("x", default)).Should().Be(WorkflowStatus.Running);
    }

    [Fact]
    public async Task An_execution_goes_on_with_the_version_of_the_workflow_that_it_was_started_with()
    {
        var old = Definitions.Of($$""" "Wait": { "Type": "Wait", "Seconds": 100, "Next": "Done" }, {{Definitions.Done}} """);
        await using (var before = _runners.Open(old, new Script()))
        {
            await before.StartAsync("x", "{}", default);
            await before.RunDueAsync(default);
        }
        var after = _runners.Open(Definitions.Work(), new Script().With("Work", Answer.Of("1")), holder: "two");

        (await _runners.RunToEndAsync(after)).Should().Be(TimeSpan.FromSeconds(100));
        (await after.DescribeAsync("x", default)).Should().Be(WorkflowStatus.Succeeded);
    }

    [Fact]
    public async Task An_execution_of_a_version_that_is_no_longer_supported_fails_so_that_the_sweep_finds_its_batch()
    {
        await using (var before = _runners.Open(Definitions.Work(), new Script().With("Work", Answer.Of("1"))))
            await before.StartAsync("x", "{}", default);
        var after = _runners.Open(Definitions.Of(Definitions.Done), new Script(), holder: "two");
        await _runners.RunToEndAsync(after);

        (await after.DescribeAsync("x", default)).Should().Be(WorkflowStatus.Failed);
    }
}
