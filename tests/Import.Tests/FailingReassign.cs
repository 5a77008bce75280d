using StoreScp.Storage;

namespace StoreScp.Import.Tests;

/// <summary>A ledger that is gone after so many reassignments.</summary>
internal sealed class FailingReassign(ILedger inner, int after) : ILedger
{
    private int _left = after;

    public ValueTask<bool> ReassignAsync(InstanceRowKey key, Delivery from, BatchId to, ObjectKey objectKey, CancellationToken cancellation) =>
        _left-- > 0 ? inner.ReassignAsync(key, from, to, objectKey, cancellation) : throw new StorageUnavailableException("scripted");

    public ValueTask<AddOutcome> AddAsync(InstanceRow row, CancellationToken cancellation) => inner.AddAsync(row, cancellation);

    public ValueTask AddDuplicateAsync(DuplicateRow duplicate, CancellationToken cancellation) => inner.AddDuplicateAsync(duplicate, cancellation);

    public ValueTask<bool> SupersedeAsync(InstanceRowKey key, ReceiptId replacement, CancellationToken cancellation) =>
        inner.SupersedeAsync(key, replacement, cancellation);

    public ValueTask<bool> FinishAsync(InstanceRowKey key, Delivery delivery, ObjectKey? objectKey, CancellationToken cancellation) =>
        inner.FinishAsync(key, delivery, objectKey, cancellation);

    public ValueTask<IReadOnlyList<InstanceRow>> FindByReceivedAsync(string sopInstanceUID, CancellationToken cancellation) =>
        inner.FindByReceivedAsync(sopInstanceUID, cancellation);

    public ValueTask<bool> HasObjectAsync(ObjectKey key, CancellationToken cancellation) => inner.HasObjectAsync(key, cancellation);

    public IAsyncEnumerable<InstanceRow> ListInstancesAsync(InstanceQuery query, CancellationToken cancellation) => inner.ListInstancesAsync(query, cancellation);

    public IAsyncEnumerable<StudySummary> ListStudiesAsync(InstanceQuery query, CancellationToken cancellation) => inner.ListStudiesAsync(query, cancellation);

    public ValueTask<LedgerTotals> CountAsync(CancellationToken cancellation) => inner.CountAsync(cancellation);

    public IAsyncEnumerable<ReconciledDay> ReconcileAsync(DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellation) =>
        inner.ReconcileAsync(since, until, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
