using StoreScp.Storage;

namespace StoreScp.Import;

/// <summary>Finds and changes batch rows on behalf of one execution, which may have been overtaken by a later one.</summary>
internal sealed class BatchDesk(IBatchLedger ledger)
{
    /// <summary>The batch, if this execution still has it.</summary>
    /// <exception cref="WorkflowTaskException">Batch.NotFound; Batch.Overtaken: it is final, or a later execution has it.</exception>
    public async ValueTask<BatchRow> FindAsync(ImportState state, CancellationToken cancellation)
    {
        var batch = await ledger.FindBatchAsync(StoreScp.Storage.BatchId.Parse(state.BatchId), cancellation)
            ?? throw new WorkflowTaskException("Batch.NotFound", $"The ledger has no batch {state.BatchId}.");
        return Owns(state, batch)
            ? batch
            : throw new WorkflowTaskException("Batch.Overtaken", $"Batch {batch.Id} is {batch.State}, its execution {batch.Executions}; this is {state.Execution}.");
    }

    /// <summary>Null when this execution has it no more: then nothing is left to do.</summary>
    public async ValueTask<BatchRow?> FindOwnAsync(ImportState state, CancellationToken cancellation)
    {
        var batch = await ledger.FindBatchAsync(StoreScp.Storage.BatchId.Parse(state.BatchId), cancellation);
        return batch is not null && Owns(state, batch) ? batch : null;
    }

    /// <exception cref="WorkflowTaskException">Storage.Unavailable: another write was faster, and the Task is tried again from its beginning.</exception>
    public async ValueTask<BatchRow> UpdateAsync(BatchRow batch, CancellationToken cancellation) =>
        await ledger.UpdateBatchAsync(batch, cancellation)
            ?? throw new WorkflowTaskException("Storage.Unavailable", $"Batch {batch.Id} was changed by another at the same time.");

    private static bool Owns(ImportState state, BatchRow batch) => batch.State == BatchState.Importing && batch.Executions == state.Execution;
}
