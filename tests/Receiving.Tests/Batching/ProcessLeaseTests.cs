using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.Batching;
using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.Batching;

public sealed class ProcessLeaseTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_renewal_that_is_answered_after_the_end_does_not_bring_the_lease_back()
    {
        var ledger = new SlowLeases(_time);
        var lease = new ProcessLease(ledger, ProcessLease.DefaultLength, _time);
        await lease.RenewAsync(default);
        var first = lease.Holder!;
        _time.Advance(ProcessLease.DefaultLength - TimeSpan.FromSeconds(5));
        ledger.Delay = TimeSpan.FromSeconds(10);

        await lease.RenewAsync(default);

        lease.Holds(first).Should().BeFalse("its batches are abandoned");
        ledger.Taken.Should().NotContainKey(LeaseNames.Process(first), "the sweep may seal them at once");
        ledger.Delay = TimeSpan.Zero;
        await lease.RenewAsync(default);
        lease.Holder.Should().NotBeNull().And.NotBe(first);
    }

    /// <summary>A ledger that answers late.</summary>
    private sealed class SlowLeases(FakeTimeProvider time) : ILeaseLedger
    {
        public TimeSpan Delay { get; set; }

        public Dictionary<string, Lease> Taken { get; } = [];

        public ValueTask<bool> TakeLeaseAsync(Lease lease, DateTimeOffset freeBefore, CancellationToken cancellation)
        {
            Taken[lease.Name] = lease;
            time.Advance(Delay);
            return new(true);
        }

        public ValueTask ReleaseLeaseAsync(string name, string holder, CancellationToken cancellation)
        {
            Taken.Remove(name);
            return ValueTask.CompletedTask;
        }

        public ValueTask<Lease?> FindLeaseAsync(string name, CancellationToken cancellation) => new(Taken.GetValueOrDefault(name));
    }
}
