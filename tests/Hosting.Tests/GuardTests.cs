using StoreScp.Plugins;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Hosting.Tests;

/// <summary>What a handler that misbehaves costs: its instance, and at most a thread.</summary>
public sealed class GuardTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OpenTime = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_good_call_gives_its_result_and_what_it_cost()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Allocates"));
        using var handlers = host.ForAssociation("A", "B");

        var result = await Site.RunAsync(handlers.Handlers[0], Site.Instance());
        result.Value.Should().Be(PreStoreResult.Continue);
        result.AllocatedBytes.Should().BeInRange(2 << 20, (2 << 20) + 100_000, "both sides of an await count");
        host.Status.Handlers[0].Calls.Should().Be(1);
        host.Status.Handlers[0].Failures.Values.Should().OnlyContain(count => count == 0);
    }

    [Fact]
    public async Task A_call_that_allocates_too_much_fails()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Allocates") with { MaximumAllocationBytes = 2 << 20 });

        var failure = await Site.FailureAsync(host);
        failure.Failure.Should().Be(HandlerFailure.Allocated);
        failure.Message.Should().Contain("allowed: 2097152");
        host.Status.Handlers[0].Failures[HandlerFailure.Allocated].Should().Be(1);
    }

    [Fact]
    public async Task An_exception_fails_the_instance_and_names_its_type_only()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Throws"));

        var failure = await Site.FailureAsync(host);
        failure.Failure.Should().Be(HandlerFailure.Threw);
        failure.Message.Should().Be("Handler 'first' (Behaviours 1.0.0) threw InvalidOperationException.");
        failure.InnerException.Should().BeNull();
        site.Log.Warnings.Should().Contain(line => line.Contains("No rule for ***.") && line.Contains("ThrowingHandler.ProcessAsync"));
        string.Join('\n', site.Log.Lines).Should().NotContainAny("Quastenberg", "Friederike");
    }

    [Fact]
    public async Task What_a_handler_states_as_the_cause_is_told_as_it_is_and_cut()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Plain"));
        using var handlers = host.ForAssociation("A", "B");

        var call = async () => await handlers.Handlers[0].Guard.RunAsync<int>(_ => throw new InstanceFailedException("rule 7: " + new string('x', 300)), default);
        (await call.Should().ThrowAsync<HandlerFailedException>()).Which.Message
            .Should().Be("Handler 'first' (Behaviours 1.0.0) failed: rule 7: " + new string('x', PreStoreResult.MaximumReasonLength - 8));
    }

    [Fact]
    public async Task A_broken_rule_that_the_pipeline_finds_inside_the_call_counts_as_such()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Plain"));
        using var handlers = host.ForAssociation("A", "B");

        var call = async () => await handlers.Handlers[0].Guard.RunAsync<int>(_ => throw new HandlerFailedException(HandlerFailure.BrokeRules, "It changed a UID."), default);
        (await call.Should().ThrowAsync<HandlerFailedException>()).Which.Failure.Should().Be(HandlerFailure.BrokeRules);
        host.Status.Handlers[0].Failures[HandlerFailure.BrokeRules].Should().Be(1);
    }

    [Fact]
    public async Task Past_the_deadline_a_handler_that_stops_has_timed_out_and_does_not_hang()
    {
        await using var site = new Site();
        using var entered = new TestGate();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Stops") with { Settings = new Dictionary<string, string> { ["Entered"] = entered.Name } });
        using var handlers = host.ForAssociation("A", "B");

        var call = Site.FailureAsync(handlers.Handlers[0]);
        await entered.Opened;
        site.Time.Advance(Deadline);
        (await call).Failure.Should().Be(HandlerFailure.TimedOut);
        host.Status.Handlers[0].HangingCalls.Should().Be(0);
    }

    [Fact]
    public async Task A_call_that_does_not_come_back_is_given_up_and_counted_until_it_does()
    {
        await using var site = new Site();
        using var gates = new HangingGates();
        site.Install();
        var host = await site.StartAsync(gates.Handler);
        using (var handlers = host.ForAssociation("A", "B"))
        {
            await HangAsync(site, handlers.Handlers[0], gates);
            host.Status.Handlers[0].HangingCalls.Should().Be(1);
            host.Status.Handlers[0].Failures[HandlerFailure.TimedOut].Should().Be(1);
        }
        gates.Release.Open();
        while (host.Status.Handlers[0].HangingCalls > 0)
            await Task.Yield();
        string.Join('\n', site.Log.Lines).Should().NotContain("Quastenberg", "what a given-up call logs cannot be scrubbed, and is left out");
        site.Log.Lines.Should().Contain(line => line.Contains("text left out"));
    }

    [Fact]
    public async Task After_three_hangs_the_breaker_stays_open_until_the_handler_is_loaded_anew()
    {
        await using var site = new Site();
        using var gates = new HangingGates();
        site.Install();
        var host = await site.StartAsync(new PluginOptions { Handlers = [gates.Handler], BreakerFailures = 100 });
        using (var handlers = host.ForAssociation("A", "B"))
        {
            await HangAsync(site, handlers.Handlers[0], gates);
            await HangAsync(site, handlers.Handlers[0], gates);
            host.Status.Handlers[0].Breaker.Should().Be(BreakerState.Closed);
            await HangAsync(site, handlers.Handlers[0], gates);
            host.Status.Handlers[0].Breaker.Should().Be(BreakerState.OpenUntilReload);

            site.Time.Advance(TimeSpan.FromDays(1));
            (await Site.FailureAsync(handlers.Handlers[0])).Failure.Should().Be(HandlerFailure.BreakerOpen);
        }
        gates.Release.Open();
        while (host.Status.Handlers[0].HangingCalls > 0)
            await Task.Yield();
        (await Site.FailureAsync(host)).Failure.Should().Be(HandlerFailure.BreakerOpen, "that the calls came back does not mend the handler");

        (await host.ReloadAsync("FIRST", default)).Should().BeTrue();
        host.Status.Handlers[0].Breaker.Should().Be(BreakerState.Closed);
        using var anew = host.ForAssociation("A", "B");
        (await Site.RunAsync(anew.Handlers[0], Site.Instance())).Value.Should().Be(PreStoreResult.Continue);
        (await host.ReloadAsync("nobody", default)).Should().BeFalse();
    }

    [Fact]
    public async Task A_handler_is_not_disposed_of_while_a_call_hangs_in_it()
    {
        await using var site = new Site();
        using var gates = new HangingGates();
        site.Install(version: "1.0.0");
        var host = await site.StartAsync(gates.Handler);
        using (var handlers = host.ForAssociation("A", "B"))
            await HangAsync(site, handlers.Handlers[0], gates);
        site.Install(version: "1.1.0");
        await host.ScanAsync(default);
        await host.WhenRetiredAsync();
        gates.Disposed.Opened.IsCompleted.Should().BeFalse();

        gates.Release.Open();
        await gates.Disposed.Opened;
    }

    [Fact]
    public async Task Five_failures_in_a_row_open_the_breaker_and_one_probe_at_a_time_closes_it()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Plain"));
        using var handlers = host.ForAssociation("A", "B");
        var guard = handlers.Handlers[0].Guard;
        for (var i = 0; i < 4; i++)
            await FailAsync(guard);
        await guard.RunAsync(_ => ValueTask.FromResult(1), default);
        for (var i = 0; i < 4; i++)
            await FailAsync(guard);
        host.Status.Handlers[0].Breaker.Should().Be(BreakerState.Closed, "a success in between begins the count anew");
        await FailAsync(guard);
        host.Status.Handlers[0].Breaker.Should().Be(BreakerState.Open);

        site.Time.Advance(OpenTime - TimeSpan.FromTicks(1));
        (await RefusedAsync(guard)).Failure.Should().Be(HandlerFailure.BreakerOpen);
        site.Time.Advance(TimeSpan.FromTicks(1));
        host.Status.Handlers[0].Breaker.Should().Be(BreakerState.HalfOpen);

        var probe = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var probing = guard.RunAsync(_ => new ValueTask<int>(probe.Task), default);
        (await RefusedAsync(guard)).Failure.Should().Be(HandlerFailure.BreakerOpen, "one probe is enough");
        probe.SetResult(1);
        await probing;
        host.Status.Handlers[0].Breaker.Should().Be(BreakerState.Closed);
        await guard.RunAsync(_ => ValueTask.FromResult(1), default);
    }

    [Fact]
    public async Task A_failed_probe_opens_the_breaker_again_for_its_whole_time()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(new PluginOptions { Handlers = [Site.Handler("Plain")], BreakerFailures = 1 });
        using var handlers = host.ForAssociation("A", "B");
        var guard = handlers.Handlers[0].Guard;
        await FailAsync(guard);
        site.Time.Advance(OpenTime);
        await FailAsync(guard);
        site.Time.Advance(OpenTime - TimeSpan.FromTicks(1));
        (await RefusedAsync(guard)).Failure.Should().Be(HandlerFailure.BreakerOpen);
        site.Time.Advance(TimeSpan.FromTicks(1));
        await guard.RunAsync(_ => ValueTask.FromResult(1), default);
        site.Log.Warnings.Should().Contain(line => line.Contains("circuit breaker opens"));
    }

    [Fact]
    public async Task An_association_that_ends_is_no_failure_of_the_handler()
    {
        await using var site = new Site();
        using var entered = new TestGate();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Stops") with { Settings = new Dictionary<string, string> { ["Entered"] = entered.Name } });
        using var handlers = host.ForAssociation("A", "B");
        using var ended = new CancellationTokenSource();

        var call = Site.RunAsync(handlers.Handlers[0], Site.Instance(), ended.Token).AsTask();
        await entered.Opened;
        await ended.CancelAsync();
        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        host.Status.Handlers[0].Failures.Values.Should().OnlyContain(count => count == 0);
    }

    [Fact]
    public async Task What_a_handler_registers_on_its_token_cannot_harm_the_server()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Plain"));
        using var handlers = host.ForAssociation("A", "B");
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var call = handlers.Handlers[0].Guard.RunAsync(async token =>
        {
            await using var registration = token.Register(() =>
            {
                called.SetResult();
                throw new InvalidOperationException("from a cancellation");
            });
            await called.Task;
            return 1;
        }, default).AsTask();
        site.Time.Advance(Deadline);
        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<HandlerFailedException>()).Which.Failure.Should().Be(HandlerFailure.TimedOut);
    }

    private static async Task HangAsync(Site site, ChainHandler handler, HangingGates gates)
    {
        var call = Site.FailureAsync(handler);
        await gates.Entered.Opened;
        site.Time.Advance(Deadline);
        site.Time.Advance(Grace);
        (await call).Failure.Should().Be(HandlerFailure.TimedOut);
    }

    private static async Task FailAsync(IHandlerGuard guard) => await RefusedAsync(guard, () => throw new FormatException());

    private static Task<HandlerFailedException> RefusedAsync(IHandlerGuard guard) => RefusedAsync(guard, () => 1);

    private static async Task<HandlerFailedException> RefusedAsync(IHandlerGuard guard, Func<int> call)
    {
        var run = async () => await guard.RunAsync(_ => ValueTask.FromResult(call()), default);
        return (await run.Should().ThrowAsync<HandlerFailedException>()).Which;
    }
}
