namespace StoreScp.Storage;

/// <summary>Questions to the ledger, of the server and of operators. Only what is durable is seen.</summary>
public interface ILedgerReader : IAsyncDisposable
{
    /// <summary>Every row of a received SOP Instance UID, by ordinal.</summary>
    ValueTask<IReadOnlyList<InstanceRow>> FindByReceivedAsync(string sopInstanceUID, CancellationToken cancellation);

    /// <summary>Whether some row owns this object.</summary>
    ValueTask<bool> HasObjectAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>Instances, newest first.</summary>
    IAsyncEnumerable<InstanceRow> ListInstancesAsync(InstanceQuery query, CancellationToken cancellation);

    /// <summary>Studies, the one that received last first; a study's numbers cover what <paramref name="query"/> selects.</summary>
    IAsyncEnumerable<StudySummary> ListStudiesAsync(InstanceQuery query, CancellationToken cancellation);

    ValueTask<LedgerTotals> CountAsync(CancellationToken cancellation);

    /// <summary>What was received and what became of it, by UTC day, oldest first, and calling AE title; days without a receipt are left out.</summary>
    /// <param name="since">Received at that time or later; null: from the beginning.</param>
    /// <param name="until">Received before; null: to the end.</param>
    IAsyncEnumerable<ReconciledDay> ReconcileAsync(DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellation);
}
