using StoreScp.Storage;

namespace StoreScp.Import.Repair;

/// <summary>Seals a batch that nobody admits to any more, counting what is in it by its rows.</summary>
internal sealed class BatchSealing(IBatchLedger batches, TimeProvider time)
{
    /// <returns>Null when another changed the batch at the same time.</returns>
    public async ValueTask<BatchRow?> SealAsync(BatchRow batch, SealReason reason, CancellationToken cancellation)
    {
        var (files, bytes) = (0, 0L);
        await foreach (var row in batches.ListInstancesOfAsync(batch.Id, cancellation))
        {
            files++;
            bytes += row.Bytes;
        }
        var now = time.GetUtcNow();
        var done = batch with { SealedAt = now, SealReason = reason, Instances = files, Bytes = bytes };
        return await batches.UpdateBatchAsync(
            files == 0 ? done with { State = BatchState.Empty, ClosedAt = now } : done with { State = BatchState.Sealed }, cancellation);
    }
}
