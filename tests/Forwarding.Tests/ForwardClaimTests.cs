using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Forwarding.Tests;

/// <summary>Several processes on one queue, and processes that end.</summary>
public sealed class ForwardClaimTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ForwardingWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Two_processes_send_each_instance_once()
    {
        _world.Options = _world.Options with { InstancesPerTurn = 5 };
        var instances = await _world.QueueAsync(40);

        await Task.WhenAll(_world.Process("p1").RunOnceAsync(), _world.Process("p2").RunOnceAsync());

        _world.Peer.Received.Select(received => received.SOPInstanceUID).Should().BeEquivalentTo(instances.Select(instance => instance.SOPInstanceUID));
    }

    [Fact]
    public async Task What_a_process_has_in_hand_is_its_own_for_as_long_as_it_renews_however_long_the_instance_takes()
    {
        var instance = await _world.QueueAsync();
        var (arrived, answer) = (NewSignal(), NewSignal());
        _world.Peer.Answer = async _ =>
        {
            arrived.TrySetResult();
            await answer.Task.WaitAsync(Limit);
            return DimseStatus.Success;
        };
        var first = _world.Process("p1").RunOnceAsync();
        await arrived.Task.WaitAsync(Limit);

        for (var renewal = 1; renewal <= 6; renewal++)
        {
            _world.Time.Advance(_world.Options.AbandonedAfter / 3);
            await UntilAsync(async () => (await _world.ForwardAsync(instance)).NextAttemptAt == _world.Time.GetUtcNow() + _world.Options.AbandonedAfter);
            await _world.Process("p2").RunOnceAsync();
        }
        answer.SetResult();
        await first.WaitAsync(Limit);

        _world.Peer.Received.Should().ContainSingle();
        (await _world.DeliveryAsync(instance)).State.Should().Be(DeliveryState.Forwarded);
    }

    [Fact]
    public async Task What_a_process_that_died_had_in_hand_is_taken_over_when_its_claim_has_ended()
    {
        var instance = await _world.QueueAsync();
        var due = await _world.ForwardAsync(instance);
        await _world.Forwards.UpdateForwardAsync(
            due with { State = ForwardState.Sending, Owner = "dead", NextAttemptAt = _world.Time.GetUtcNow() + _world.Options.AbandonedAfter }, default);
        await _world.RestartAsync();

        await _world.RunAsync();
        _world.Peer.Received.Should().BeEmpty("its owner may still be alive");
        _world.Time.Advance(_world.Options.AbandonedAfter);
        await _world.RunAsync();

        (await _world.DeliveryAsync(instance)).State.Should().Be(DeliveryState.Forwarded);
    }

    [Fact]
    public async Task A_restart_forgets_nothing_that_is_queued()
    {
        var instances = await _world.QueueAsync(3);
        _world.Peer.Refusals = 1;
        await _world.RunAsync();
        await _world.RestartAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        await _world.RunAsync();

        foreach (var instance in instances)
            (await _world.DeliveryAsync(instance)).State.Should().Be(DeliveryState.Forwarded);
    }

    [Fact]
    public async Task A_stop_finishes_the_instance_in_hand_and_begins_no_other()
    {
        var instances = await _world.QueueAsync(2);
        var (arrived, answer) = (NewSignal(), NewSignal());
        _world.Peer.Answer = async _ =>
        {
            arrived.TrySetResult();
            await answer.Task.WaitAsync(Limit);
            return DimseStatus.Success;
        };
        using var stop = new CancellationTokenSource();
        var running = _world.Process().RunAsync(stop.Token, abort: default);
        await arrived.Task.WaitAsync(Limit);

        await stop.CancelAsync();
        running.IsCompleted.Should().BeFalse();
        answer.SetResult();
        await running.WaitAsync(Limit);

        (await _world.DeliveryAsync(instances[0])).State.Should().Be(DeliveryState.Forwarded);
        (await _world.ForwardAsync(instances[1])).Should().BeEquivalentTo(new { State = ForwardState.Waiting, Attempts = 0, Owner = (string?)null });
    }

    [Fact]
    public async Task An_abort_puts_the_instance_in_hand_back_into_the_queue()
    {
        var instance = await _world.QueueAsync();
        var (arrived, never) = (NewSignal(), NewSignal());
        _world.Peer.Answer = async _ =>
        {
            arrived.TrySetResult();
            await never.Task;
            return DimseStatus.Success;
        };
        using var abort = new CancellationTokenSource();
        var running = _world.Process().RunAsync(stop: abort.Token, abort.Token);
        await arrived.Task.WaitAsync(Limit);

        await abort.CancelAsync();
        never.SetResult();
        await running.WaitAsync(Limit);

        (await _world.ForwardAsync(instance)).Should().BeEquivalentTo(new { State = ForwardState.Waiting, Attempts = 0, NextAttemptAt = (DateTimeOffset?)_world.Time.GetUtcNow() });
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
