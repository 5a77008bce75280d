namespace StoreScp.Storage;

/// <summary>The batches of the ledger. Every write is one conditional write of one item, durable when it completes.</summary>
/// <remarks>Throws <see cref="StorageUnavailableException"/> when the ledger cannot do its work now. Thread safe.</remarks>
public interface IBatchLedger : IBatchLedgerReader
{
    /// <summary>Adds a batch; false when there is one of this id already (after a retry: most likely the caller's own).</summary>
    ValueTask<bool> AddBatchAsync(BatchRow batch, CancellationToken cancellation);

    /// <summary>
    /// Replaces the batch if the ledger still has version <c>batch.Version</c>, and gives the new one, one version up; null when another was faster.
    /// </summary>
    ValueTask<BatchRow?> UpdateBatchAsync(BatchRow batch, CancellationToken cancellation);
}
