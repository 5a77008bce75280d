using StoreScp.Storage;

namespace StoreScp.Receiving.Batching;

/// <summary>
/// This process's right to its batches: one ledger item, renewed six times before it ends. The end is told by the monotonic clock,
/// counted from before the renewal was asked for, so that nobody can have taken over while <see cref="Holds"/> is true.
/// </summary>
/// <remarks>After it has ended the process comes back as a new holder: its old batches belong to the sweep.</remarks>
public sealed class ProcessLease(ILeaseLedger leases, TimeSpan length, TimeProvider time)
{
    public static readonly TimeSpan DefaultLength = TimeSpan.FromSeconds(60);

    /// <summary>Success is sent only with so much left: the time a ledger write and a response may still take.</summary>
    private readonly TimeSpan _margin = length / 4;

    private readonly Lock _lock = new();
    private Era? _era;

    public TimeSpan RenewEvery => length / 6;

    /// <summary>Who we are in the ledger; null before the first renewal and after the lease has ended.</summary>
    public string? Holder => Current()?.Holder;

    /// <summary>Whether an instance of the batches of <paramref name="holder"/> may be acknowledged now.</summary>
    public bool Holds(string holder) => Current() is { } era && era.Holder == holder && Remaining(era) >= _margin;

    /// <summary>Takes or renews the lease; to be called every <see cref="RenewEvery"/>.</summary>
    /// <exception cref="StorageUnavailableException">The ledger did not answer; what was held is held on until its end.</exception>
    public async ValueTask RenewAsync(CancellationToken cancellation)
    {
        var held = Holder;
        var holder = held ?? Guid.NewGuid().ToString("N");
        var asked = time.GetTimestamp();
        var lease = new Lease(LeaseNames.Process(holder), holder, time.GetUtcNow() + length);
        if (await leases.TakeLeaseAsync(lease, DateTimeOffset.MinValue, cancellation) && !TryBegin(new Era(holder, asked), held))
            await leases.ReleaseLeaseAsync(lease.Name, holder, cancellation);
    }

    /// <summary>Gives the lease back, when no batch is open any more.</summary>
    public async ValueTask ReleaseAsync(CancellationToken cancellation)
    {
        Era? era;
        lock (_lock)
            (era, _era) = (_era, null);
        if (era is not null)
            await leases.ReleaseLeaseAsync(LeaseNames.Process(era.Holder), era.Holder, cancellation);
    }

    /// <summary>False when what was held ended while the ledger was asked: its batches are abandoned, and only the sweep may have them.</summary>
    private bool TryBegin(Era era, string? held)
    {
        lock (_lock)
        {
            if (Current()?.Holder != held)
                return false;
            _era = era;
            return true;
        }
    }

    /// <summary>Null for good once the end was seen: an era does not come back.</summary>
    private Era? Current()
    {
        lock (_lock)
        {
            if (_era is { } era && Remaining(era) <= TimeSpan.Zero)
                _era = null;
            return _era;
        }
    }

    private TimeSpan Remaining(Era era) => length - time.GetElapsedTime(era.RenewedAt);

    private sealed record Era(string Holder, long RenewedAt);
}
