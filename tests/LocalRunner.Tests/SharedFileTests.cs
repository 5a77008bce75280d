using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.LocalRunner.Tests;

/// <summary>Several runners on one file, and the scheduler's loop.</summary>
public sealed class SharedFileTests : IAsyncDisposable
{
    private readonly Runners _runners = new();

    public ValueTask DisposeAsync() => _runners.DisposeAsync();

    [Fact]
    public async Task Two_runners_share_the_executions_and_no_Task_runs_twice()
    {
        var calls = new ConcurrentQueue<(string Runner, string Input)>();
        TaskCompletionSource oneWorks = new(), twoWorks = new();
        Script ScriptOf(string runner, TaskCompletionSource itWorks, Task otherWorks) => new Script().With("Work", async (input, _) =>
        {
            calls.Enqueue((runner, input));
            itWorks.TrySetResult();
            await otherWorks;
            return "1";
        });
        var one = _runners.Open(Definitions.Work(), ScriptOf("one", oneWorks, twoWorks.Task));
        var two = _runners.Open(Definitions.Work(), ScriptOf("two", twoWorks, oneWorks.Task), holder: "two");
        for (var i = 0; i < 100; i++)
            (await (i % 2 == 0 ? one : two).StartAsync($"b{i}", $$"""{"i":{{i}}}""", default)).Should().Be(WorkflowStart.Started);

        await Task.WhenAll(one.RunDueAsync(default), two.RunDueAsync(default));

        calls.Select(call => call.Input).Should().OnlyHaveUniqueItems().And.HaveCount(100);
        calls.Select(call => call.Runner).Distinct().Should().HaveCount(2);
        for (var i = 0; i < 100; i++)
            (await one.DescribeAsync($"b{i}", default)).Should().Be(WorkflowStatus.Succeeded);
    }

    [Fact]
    public async Task A_start_in_both_runners_makes_one_execution()
    {
        var script = new Script().With("Work", Answer.Of("1"));
        var one = _runners.Open(Definitions.Work(), script);
        var two = _runners.Open(Definitions.Work(), script, holder: "two");

        var starts = await Task.WhenAll(one.StartAsync("x", "{}", default).AsTask(), two.StartAsync("x", "{}", default).AsTask());
        await Task.WhenAll(one.RunDueAsync(default), two.RunDueAsync(default));

        starts.Should().Equal(WorkflowStart.Started, WorkflowStart.Started);
        script.Calls.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_Task_at_work_keeps_its_claim_for_as_long_as_it_takes()
    {
        var entered = new TaskCompletionSource();
        var end = new TaskCompletionSource<string>();
        var one = _runners.Open(Definitions.Work(taskSeconds: 900), new Script().With("Work", async (_, _) =>
        {
            entered.SetResult();
            return await end.Task;
        }));
        var other = new Script().With("Work", Answer.Of("2"));
        var two = _runners.Open(Definitions.Work(taskSeconds: 900), other, holder: "two");
        await one.StartAsync("x", "{}", default);
        var run = one.RunDueAsync(default);
        await entered.Task;

        for (var seconds = 0; seconds < 300; seconds += 10)
        {
            var due = _runners.Time.GetUtcNow().AddSeconds(75);
            _runners.Time.Advance(TimeSpan.FromSeconds(10));
            // The renewal is written beside us: until it is, the claim ends 75 s after the last one.
            DateTimeOffset? next;
            do
                next = await two.RunDueAsync(default);
            while (next == due);
            next.Should().Be(due.AddSeconds(10));
        }
        end.SetResult("1");
        await run;

        other.Calls.Should().BeEmpty();
        (await two.DescribeAsync("x", default)).Should().Be(WorkflowStatus.Succeeded);
    }

    [Fact]
    public async Task No_more_executions_are_in_hand_than_the_limit_says()
    {
        int atWork = 0, most = 0;
        _runners.Options = _runners.Options with { MaximumRunning = 3 };
        var workflows = _runners.Open(Definitions.Work(), new Script().With("Work", async (_, _) =>
        {
            InterlockedMaximum(ref most, Interlocked.Increment(ref atWork));
            for (var i = 0; i < 100; i++)
                await Task.Yield();
            Interlocked.Decrement(ref atWork);
            return "1";
        }));
        for (var i = 0; i < 20; i++)
            await workflows.StartAsync($"b{i}", "{}", default);

        await _runners.RunToEndAsync(workflows);

        most.Should().BeInRange(1, 3);
        (await workflows.DescribeAsync("b19", default)).Should().Be(WorkflowStatus.Succeeded);
    }

    [Fact]
    public async Task The_loop_runs_what_is_started_while_it_sleeps_and_ends_when_it_is_cancelled()
    {
        var called = new TaskCompletionSource();
        var script = new Script().With("Work", (_, _) =>
        {
            called.TrySetResult();
            return ValueTask.FromResult("1");
        });
        // The system's clock: the loop must wake by the start, not by its time.
        var options = _runners.Options with { DatabasePath = _runners.Folder["workflows.db"], PollInterval = TimeSpan.FromHours(1) };
        await using var workflows = new LocalWorkflows(Definitions.Work(), script.Handlers, options, TimeProvider.System, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var loop = workflows.RunAsync(stop.Token);

        await workflows.StartAsync("x", "{}", default);
        await called.Task;
        await stop.CancelAsync();
        await loop;

        script.Calls.Should().HaveCount(1);
    }

    [Fact]
    public async Task The_loop_finds_by_itself_what_becomes_due()
    {
        var called = new TaskCompletionSource();
        var workflows = _runners.Open(
            Definitions.Of(
                $$"""
                "Wait": { "Type": "Wait", "Seconds": 100, "Next": "Work" },
                "Work": { "Type": "Task", "Resource": "${Work}", "TimeoutSeconds": 60, "ResultPath": "$.work", "Next": "Done" }, {{Definitions.Done}}
                """, timeoutSeconds: 1_000_000_000),
            new Script().With("Work", (_, _) =>
            {
                called.TrySetResult();
                return ValueTask.FromResult("1");
            }));
        using var stop = new CancellationTokenSource();
        await workflows.StartAsync("x", "{}", default);
        var loop = workflows.RunAsync(stop.Token);

        while (!called.Task.IsCompleted)
        {
            _runners.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await stop.CancelAsync();
        await loop;

        called.Task.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task A_thousand_that_wait_are_one_row_each()
    {
        var workflows = _runners.Open(Definitions.Of($$""" "Wait": { "Type": "Wait", "Seconds": 100, "Next": "Done" }, {{Definitions.Done}} """), new Script());
        for (var i = 0; i < 1_000; i++)
            await workflows.StartAsync($"b{i}", "{}", default);

        (await workflows.RunDueAsync(default)).Should().Be(_runners.Time.GetUtcNow().AddSeconds(100));
        await _runners.RunToEndAsync(workflows);

        (await workflows.DescribeAsync("b999", default)).Should().Be(WorkflowStatus.Succeeded);
    }

    private static void InterlockedMaximum(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
