using Microsoft.Extensions.Time.Testing;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Server.Tests.Hosting;

public sealed class DrainTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task With_no_associations_a_drain_ends_at_once()
    {
        await using var server = await TestServer.StartAsync(time: _time);
        await using var silent = await TestPeer.ConnectAsync(server.EndPoint);

        var drain = server.Server.DrainAsync(CancellationToken.None);

        server.Server.Health.Report().IsReady.Should().BeFalse();
        await AdvanceUntilAsync(drain);
    }

    [Fact]
    public async Task While_draining_new_associations_are_rejected_as_transient_and_running_ones_go_on_for_the_grace()
    {
        await using var server = await TestServer.StartAsync(time: _time);
        await using var running = await TestPeer.AssociatedAsync(server.EndPoint);

        var drain = server.Server.DrainAsync(CancellationToken.None);

        await using (var late = await TestPeer.ConnectAsync(server.EndPoint))
            (await late.AssociateAsync()).Rejection.Should().StartWith("2/");
        (await running.EchoAsync()).Type.Should().Be(PduType.PDataTF);
        drain.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(20));
        (await running.ReadAsync()).Type.Should().Be(PduType.AAbort);
        await running.DisposeAsync();
        await AdvanceUntilAsync(drain);
    }

    [Fact]
    public async Task An_association_that_is_released_in_the_grace_ends_the_drain()
    {
        await using var server = await TestServer.StartAsync(time: _time);
        var running = await TestPeer.AssociatedAsync(server.EndPoint);
        var drain = server.Server.DrainAsync(CancellationToken.None);

        await running.ReleaseAsync();
        (await running.ReadAsync()).Type.Should().Be(PduType.AReleaseRP);
        await running.DisposeAsync();

        await drain.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task The_instance_in_hand_is_finished_and_answered_before_the_abort()
    {
        var storage = new HeldStorage();
        await using var server = await TestServer.StartAsync(storage, _time);
        await using var sending = await TestPeer.AssociatedAsync(server.EndPoint);
        await sending.SendStoreAsync("1.2.3", new byte[100]);
        await storage.Begun;

        var drain = server.Server.DrainAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(20));
        storage.Finish();

        (await sending.ReadAsync()).Type.Should().Be(PduType.PDataTF, "the instance is answered");
        (await sending.ReadAsync()).Type.Should().Be(PduType.AAbort);
        await sending.DisposeAsync();
        await AdvanceUntilAsync(drain);
    }

    [Fact]
    public async Task A_store_that_never_finishes_is_cut_off_before_the_maximum()
    {
        var storage = new HeldStorage();
        await using var server = await TestServer.StartAsync(storage, _time);
        await using var sending = await TestPeer.AssociatedAsync(server.EndPoint);
        await sending.SendStoreAsync("1.2.3", new byte[100]);
        await storage.Begun;
        var began = _time.GetUtcNow();

        await AdvanceUntilAsync(server.Server.DrainAsync(CancellationToken.None));

        (_time.GetUtcNow() - began).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(111));
        storage.Finish();
    }

    [Fact]
    public async Task A_second_signal_ends_the_grace()
    {
        await using var server = await TestServer.StartAsync(time: _time);
        await using var running = await TestPeer.AssociatedAsync(server.EndPoint);
        using var second = new CancellationTokenSource();
        var drain = server.Server.DrainAsync(second.Token);

        await second.CancelAsync();

        (await running.ReadAsync()).Type.Should().Be(PduType.AAbort);
        await running.DisposeAsync();
        await AdvanceUntilAsync(drain);
    }

    /// <summary>Lets time pass in small steps, as the drain registers its timers one after the other.</summary>
    private async Task AdvanceUntilAsync(Task task)
    {
        while (await Task.WhenAny(task, Task.Delay(5)) != task)
            _time.Advance(TimeSpan.FromSeconds(1));
        await task;
    }

    private sealed class HeldStorage : ICStoreProvider
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public void Finish() => _finished.TrySetResult();

        public async ValueTask<CStoreOutcome> StoreAsync(
            CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken cancellation)
        {
            _begun.TrySetResult();
            await _finished.Task;
            return CStoreOutcome.Success;
        }
    }
}
