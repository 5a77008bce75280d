using StoreScp.Storage;

namespace StoreScp.Import.Tests.Interleaving;

/// <summary>Batches and leases of one process, which pauses before every call.</summary>
internal sealed class PausingBatches(IBatchLedger batches, ILeaseLedger leases, PausingCalls calls) : IBatchLedger, ILeaseLedger
{
    public ValueTask<bool> AddBatchAsync(BatchRow batch, CancellationToken cancellation) => calls.CallAsync(() => batches.AddBatchAsync(batch, cancellation));

    public ValueTask<BatchRow?> UpdateBatchAsync(BatchRow batch, CancellationToken cancellation) => calls.CallAsync(() => batches.UpdateBatchAsync(batch, cancellation));

    public ValueTask<BatchRow?> FindBatchAsync(BatchId id, CancellationToken cancellation) => calls.CallAsync(() => batches.FindBatchAsync(id, cancellation));

    public IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchState state, CancellationToken cancellation) => calls.ListAsync(batches.ListBatchesAsync(state, cancellation));

    public IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchQuery query, CancellationToken cancellation) => calls.ListAsync(batches.ListBatchesAsync(query, cancellation));

    public IAsyncEnumerable<InstanceRow> ListInstancesOfAsync(BatchId batch, CancellationToken cancellation) => calls.ListAsync(batches.ListInstancesOfAsync(batch, cancellation));

    public IAsyncEnumerable<BatchRow> ListStrandedAsync(DateTimeOffset openedSince, CancellationToken cancellation) => calls.ListAsync(batches.ListStrandedAsync(openedSince, cancellation));

    public IAsyncEnumerable<BatchRow> ListUnretiredAsync(DateTimeOffset openedBefore, CancellationToken cancellation) => calls.ListAsync(batches.ListUnretiredAsync(openedBefore, cancellation));

    public ValueTask<bool> TakeLeaseAsync(Lease lease, DateTimeOffset freeBefore, CancellationToken cancellation) => calls.CallAsync(() => leases.TakeLeaseAsync(lease, freeBefore, cancellation));

    public async ValueTask ReleaseLeaseAsync(string name, string holder, CancellationToken cancellation) => await calls.CallAsync(async () =>
    {
        await leases.ReleaseLeaseAsync(name, holder, cancellation);
        return true;
    });

    public ValueTask<Lease?> FindLeaseAsync(string name, CancellationToken cancellation) => calls.CallAsync(() => leases.FindLeaseAsync(name, cancellation));
}
