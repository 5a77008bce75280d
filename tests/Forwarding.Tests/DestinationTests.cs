using StoreScp.Storage;

namespace StoreScp.Forwarding.Tests;

/// <summary>How the associations of one process share what is due for a destination.</summary>
public sealed class DestinationTests : IAsyncDisposable
{
    private readonly ForwardingWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Of_two_that_look_at_the_same_moment_each_gets_its_own()
    {
        await _world.QueueAsync(3);
        var ledger = new LookedAtTwice(_world.Forwards);
        var destination = new Destination(
            ForwardingWorld.Destination, ledger, new ForwardingOptions { InstancesPerTurn = 1 }, _world.Time, new Random(1));

        var reserved = await Task.WhenAll(ReserveAsync(destination), ReserveAsync(destination));

        reserved.Should().AllSatisfy(mine => mine.Should().ContainSingle());
        reserved.SelectMany(mine => mine).Select(forward => forward.Key).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task What_does_not_fit_is_left_for_another_even_when_others_take_theirs_meanwhile()
    {
        await _world.QueueAsync(3);
        var ledger = new LookedAtTwice(_world.Forwards);
        var destination = new Destination(
            ForwardingWorld.Destination, ledger, new ForwardingOptions { InstancesPerTurn = 1 }, _world.Time, new Random(1));

        var reserved = await Task.WhenAll(ReserveAsync(destination), destination.ReserveAsync(fits: _ => false, default).AsTask());

        reserved[0].Should().ContainSingle();
        reserved[1].Should().BeEmpty();
    }

    private static Task<IReadOnlyList<ForwardRow>> ReserveAsync(Destination destination) => destination.ReserveAsync(fits: _ => true, default).AsTask();

    /// <summary>Its first two looks at a destination's queue see the same.</summary>
    private sealed class LookedAtTwice(IForwardLedger inner) : IForwardLedger
    {
        private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _looks;

        public async ValueTask<IReadOnlyList<ForwardRow>> ListDueForwardsAsync(
            string destination, DateTimeOffset now, int limit, CancellationToken cancellation)
        {
            var seen = await inner.ListDueForwardsAsync(destination, now, limit, cancellation);
            if (Interlocked.Increment(ref _looks) == 2)
                _both.SetResult();
            await _both.Task;
            return seen;
        }

        public ValueTask<ForwardRow?> UpdateForwardAsync(ForwardRow forward, CancellationToken cancellation) => inner.UpdateForwardAsync(forward, cancellation);

        public ValueTask<bool> RedriveForwardAsync(ForwardRow failed, DateTimeOffset now, CancellationToken cancellation) =>
            inner.RedriveForwardAsync(failed, now, cancellation);

        public ValueTask<IReadOnlyList<string>> ListDueDestinationsAsync(DateTimeOffset now, CancellationToken cancellation) =>
            inner.ListDueDestinationsAsync(now, cancellation);

        public ValueTask<ForwardRow?> FindForwardAsync(ForwardKey key, CancellationToken cancellation) => inner.FindForwardAsync(key, cancellation);

        public IAsyncEnumerable<ForwardRow> ListForwardsAsync(ForwardQuery query, CancellationToken cancellation) => inner.ListForwardsAsync(query, cancellation);

        public ValueTask<ForwardTotals> CountForwardsAsync(CancellationToken cancellation) => inner.CountForwardsAsync(cancellation);
    }
}
