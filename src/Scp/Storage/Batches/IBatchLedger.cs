namespace StoreScp.Storage;

/// <summary>The batches of the ledger. Every write is one conditional write of one item, durable when it completes.</summary>
/// <remarks>Throws <see cref="StorageUnavailableException"/> when the ledger cannot do its work now. Thread safe.</remarks>
public interface IBatchLedger
{
    /// <summary>Adds a batch; false when there is one of this id already (after a retry: most likely the caller's own).</summary>
    ValueTask<bool> AddBatchAsync(BatchRow batch, CancellationToken cancellation);

    /// <summary>
    /// Replaces the batch if the ledger still has version <c>batch.Version</c>, and gives the new one, one version up; null when another was faster.
    /// </summary>
    ValueTask<BatchRow?> UpdateBatchAsync(BatchRow batch, CancellationToken cancellation);

    ValueTask<BatchRow?> FindBatchAsync(BatchId id, CancellationToken cancellation);

    /// <summary>Batches in one state that is not final, oldest first: by the time they were sealed, the open ones by the time they were opened.</summary>
    IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchState state, CancellationToken cancellation);

    /// <summary>Batches that an operator asks for, newest first.</summary>
    IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchQuery query, CancellationToken cancellation);

    /// <summary>Every instance that was admitted to the batch, by SOP Instance UID as stored.</summary>
    IAsyncEnumerable<InstanceRow> ListInstancesOfAsync(BatchId batch, CancellationToken cancellation);
}
