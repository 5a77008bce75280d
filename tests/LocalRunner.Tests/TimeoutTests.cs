using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.LocalRunner.Tests;

/// <summary>TimeoutSeconds of Tasks and of executions.</summary>
public sealed class TimeoutTests : IAsyncDisposable
{
    private readonly Runners _runners = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken _seen;

    public ValueTask DisposeAsync() => _runners.DisposeAsync();

    private Script Hanging() => new Script().With("Work", async (_, cancellation) =>
    {
        _seen = cancellation;
        _entered.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return "{}";
    });

    [Fact]
    public async Task A_Task_over_its_time_is_cancelled_and_fails_with_States_Timeout()
    {
        var workflows = _runners.Open(
            Definitions.Work(""" "Catch": [{ "ErrorEquals": ["States.Timeout"], "ResultPath": "$.error", "Next": "Done" }], """, taskSeconds: 60), Hanging());
        await workflows.StartAsync("x", "{}", default);
        var run = workflows.RunDueAsync(default);
        await _entered.Task;

        _runners.Time.Advance(TimeSpan.FromSeconds(59));
        _seen.IsCancellationRequested.Should().BeFalse();
        _runners.Time.Advance(TimeSpan.FromSeconds(1));
        await run;

        _seen.IsCancellationRequested.Should().BeTrue();
        (await workflows.DescribeAsync("x", default)).Should().Be(WorkflowStatus.Succeeded);
    }

    [Fact]
    public async Task A_handler_that_does_not_heed_its_cancellation_is_left_behind()
    {
        var end = new TaskCompletionSource<string>();
        var script = new Script().With("Work", async (_, cancellation) =>
        {
            _seen = cancellation;
            _entered.TrySetResult();
            return await end.Task;
        });
        // The clock runs ahead of the runner below: the execution must have time enough.
        var workflows = _runners.Open(Definitions.Work(
            """ "Catch": [{ "ErrorEquals": ["States.Timeout"], "ResultPath": "$.error", "Next": "Done" }], """, taskSeconds: 60, timeoutSeconds: 1_000_000_000), script);
        await workflows.StartAsync("x", "{}", default);
        var run = workflows.RunDueAsync(default);
        await _entered.Task;
        while (!run.IsCompleted)
        {
            _runners.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        _seen.IsCancellationRequested.Should().BeTrue();
        (await workflows.DescribeAsync("x", default)).Should().Be(WorkflowStatus.Succeeded);
        end.SetResult("{}");
    }

    [Fact]
    public async Task An_execution_over_its_time_is_TimedOut_in_the_middle_of_a_Task_whatever_its_Catch()
    {
        var workflows = _runners.Open(
            Definitions.Work(""" "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Done" }], """, taskSeconds: 60, timeoutSeconds: 30), Hanging());
        await workflows.StartAsync("x", "{}", default);
        var run = workflows.RunDueAsync(default);
        await _entered.Task;

        _runners.Time.Advance(TimeSpan.FromSeconds(30));
        await run;

        _seen.IsCancellationRequested.Should().BeTrue();
        (await workflows.DescribeAsync("x", default)).Should().Be(WorkflowStatus.TimedOut);
    }

    [Fact]
    public async Task An_execution_over_its_time_is_TimedOut_in_the_middle_of_a_Wait()
    {
        var workflows = _runners.Open(Definitions.Of($$""" "Wait": { "Type": "Wait", "Seconds": 100, "Next": "Done" }, {{Definitions.Done}} """, timeoutSeconds: 30), new Script());
        await workflows.StartAsync("x", "{}", default);

        (await _runners.RunToEndAsync(workflows)).Should().Be(TimeSpan.FromSeconds(30));
        (await workflows.DescribeAsync("x", default)).Should().Be(WorkflowStatus.TimedOut);
        (await workflows.ReadHistoryAsync("x", default))[^1].Kind.Should().Be(HistoryKind.ExecutionTimedOut);
    }

    [Fact]
    public async Task An_execution_over_its_time_is_TimedOut_between_two_attempts()
    {
        var script = new Script().With("Work", Answer.Fails("A"));
        var workflows = _runners.Open(
            Definitions.Work(""" "Retry": [{ "ErrorEquals": ["A"], "IntervalSeconds": 20, "BackoffRate": 1, "MaxAttempts": 9 }], """, timeoutSeconds: 30), script);

        (await _runners.RunAsync(workflows)).Should().Be(WorkflowStatus.TimedOut);
        script.Calls.Should().HaveCount(2);
    }
}
