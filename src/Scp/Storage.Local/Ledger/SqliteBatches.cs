namespace StoreScp.Storage.Local;

/// <summary>The batches and leases of a <see cref="SqliteLedger"/>.</summary>
public sealed class SqliteBatches : IBatchLedger, ILeaseLedger
{
    private readonly GroupCommit _writes;
    private readonly SqliteLedgerReader _reader;

    internal SqliteBatches(GroupCommit writes, SqliteLedgerReader reader)
    {
        _writes = writes;
        _reader = reader;
    }

    public async ValueTask<bool> AddBatchAsync(BatchRow batch, CancellationToken cancellation) =>
        await _writes.RunAsync(tables => tables.Batches.Add(batch), cancellation);

    public async ValueTask<BatchRow?> UpdateBatchAsync(BatchRow batch, CancellationToken cancellation) =>
        await _writes.RunAsync(tables => tables.Batches.Update(batch), cancellation);

    public ValueTask<BatchRow?> FindBatchAsync(BatchId id, CancellationToken cancellation) => _reader.FindBatchAsync(id, cancellation);

    public IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchState state, CancellationToken cancellation) => _reader.ListBatchesAsync(state, cancellation);

    public IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchQuery query, CancellationToken cancellation) => _reader.ListBatchesAsync(query, cancellation);

    public IAsyncEnumerable<InstanceRow> ListInstancesOfAsync(BatchId batch, CancellationToken cancellation) =>
        _reader.ListInstancesOfAsync(batch, cancellation);

    public IAsyncEnumerable<BatchRow> ListUnretiredAsync(DateTimeOffset openedBefore, CancellationToken cancellation) =>
        _reader.ListUnretiredAsync(openedBefore, cancellation);

    public IAsyncEnumerable<BatchRow> ListStrandedAsync(DateTimeOffset openedSince, CancellationToken cancellation) =>
        _reader.ListStrandedAsync(openedSince, cancellation);

    public async ValueTask<bool> TakeLeaseAsync(Lease lease, DateTimeOffset freeBefore, CancellationToken cancellation) =>
        await _writes.RunAsync(tables => tables.Batches.Take(lease, freeBefore), cancellation);

    public async ValueTask ReleaseLeaseAsync(string name, string holder, CancellationToken cancellation) =>
        await _writes.RunAsync(tables => tables.Batches.Release(name, holder), cancellation);

    public ValueTask<Lease?> FindLeaseAsync(string name, CancellationToken cancellation) => _reader.FindLeaseAsync(name, cancellation);
}
