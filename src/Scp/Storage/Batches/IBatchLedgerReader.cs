namespace StoreScp.Storage;

/// <summary>Questions about batches, of the workflow and of operators. Only what is durable is seen.</summary>
public interface IBatchLedgerReader
{
    ValueTask<BatchRow?> FindBatchAsync(BatchId id, CancellationToken cancellation);

    /// <summary>Batches in one state that is not final, oldest first: by the time they were sealed, the open ones by the time they were opened.</summary>
    IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchState state, CancellationToken cancellation);

    /// <summary>Batches that an operator asks for, newest first.</summary>
    IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchQuery query, CancellationToken cancellation);

    /// <summary>Every instance with a delivery in the batch, in the order of their receipts.</summary>
    IAsyncEnumerable<InstanceRow> ListInstancesOfAsync(BatchId batch, CancellationToken cancellation);

    /// <summary>Completed batches opened before then whose objects are still there, oldest first.</summary>
    IAsyncEnumerable<BatchRow> ListUnretiredAsync(DateTimeOffset openedBefore, CancellationToken cancellation);

    /// <summary>Final batches opened since then that still have a delivery in flight: a row came after the results were recorded.</summary>
    IAsyncEnumerable<BatchRow> ListStrandedAsync(DateTimeOffset openedSince, CancellationToken cancellation);
}
