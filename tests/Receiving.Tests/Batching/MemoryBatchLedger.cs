using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.Batching;

/// <summary>Batches and leases in memory, in the order in which they were added; fails on demand.</summary>
internal sealed class MemoryBatchLedger : IBatchLedger, ILeaseLedger
{
    private readonly Dictionary<string, Lease> _leases = [];

    public List<BatchRow> Rows { get; } = [];

    /// <summary>The next write of a batch fails.</summary>
    public bool FailNext { get; set; }

    /// <summary>What a new batch waits for before it is written; null: nothing.</summary>
    public Task? BeforeAdd { get; set; }

    public async ValueTask<bool> AddBatchAsync(BatchRow batch, CancellationToken cancellation)
    {
        if (BeforeAdd is { } wait)
            await wait;
        if (TakeFailure() is { } failure)
            throw failure;
        Rows.Add(batch);
        return true;
    }

    public ValueTask<BatchRow?> UpdateBatchAsync(BatchRow batch, CancellationToken cancellation)
    {
        if (TakeFailure() is { } failure)
            return ValueTask.FromException<BatchRow?>(failure);
        var index = Rows.FindIndex(row => row.Id == batch.Id && row.Version == batch.Version);
        return new(index < 0 ? null : Rows[index] = batch with { Version = batch.Version + 1 });
    }

    public ValueTask<BatchRow?> FindBatchAsync(BatchId id, CancellationToken cancellation) => new(Rows.Find(row => row.Id == id));

    public IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchState state, CancellationToken cancellation) =>
        Rows.Where(row => row.State == state).ToAsyncEnumerable();

    public IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchQuery query, CancellationToken cancellation) => Rows.ToAsyncEnumerable();

    public IAsyncEnumerable<InstanceRow> ListInstancesOfAsync(BatchId batch, CancellationToken cancellation) => AsyncEnumerable.Empty<InstanceRow>();

    public IAsyncEnumerable<BatchRow> ListUnretiredAsync(DateTimeOffset openedBefore, CancellationToken cancellation) => AsyncEnumerable.Empty<BatchRow>();

    public IAsyncEnumerable<BatchRow> ListStrandedAsync(DateTimeOffset openedSince, CancellationToken cancellation) => AsyncEnumerable.Empty<BatchRow>();

    public ValueTask<bool> TakeLeaseAsync(Lease lease, DateTimeOffset freeBefore, CancellationToken cancellation)
    {
        var isFree = !_leases.TryGetValue(lease.Name, out var held) || held.Holder == lease.Holder || held.ExpiresAt < freeBefore;
        if (isFree)
            _leases[lease.Name] = lease;
        return new(isFree);
    }

    public ValueTask ReleaseLeaseAsync(string name, string holder, CancellationToken cancellation)
    {
        if (_leases.TryGetValue(name, out var held) && held.Holder == holder)
            _leases.Remove(name);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Lease?> FindLeaseAsync(string name, CancellationToken cancellation) => new(_leases.GetValueOrDefault(name));

    private StorageUnavailableException? TakeFailure()
    {
        var fails = FailNext;
        FailNext = false;
        return fails ? new StorageUnavailableException("The ledger is away.") : null;
    }
}
