using StoreScp.Storage;

namespace StoreScp.Import.Tests.Interleaving;

/// <summary>The ledger of one process, which pauses before every call.</summary>
internal sealed class PausingLedger(ILedger inner, PausingCalls calls) : ILedger
{
    public ValueTask<AddOutcome> AddAsync(InstanceRow row, CancellationToken cancellation) => calls.CallAsync(() => inner.AddAsync(row, cancellation));

    public async ValueTask AddDuplicateAsync(DuplicateRow duplicate, CancellationToken cancellation) => await calls.CallAsync(async () =>
    {
        await inner.AddDuplicateAsync(duplicate, cancellation);
        return true;
    });

    public ValueTask<bool> SupersedeAsync(InstanceRowKey key, ReceiptId replacement, CancellationToken cancellation) =>
        calls.CallAsync(() => inner.SupersedeAsync(key, replacement, cancellation));

    public ValueTask<bool> FinishAsync(InstanceRowKey key, Delivery delivery, ObjectKey? objectKey, CancellationToken cancellation) =>
        calls.CallAsync(() => inner.FinishAsync(key, delivery, objectKey, cancellation));

    public ValueTask<bool> ReassignAsync(InstanceRowKey key, Delivery from, BatchId to, ObjectKey objectKey, CancellationToken cancellation) =>
        calls.CallAsync(() => inner.ReassignAsync(key, from, to, objectKey, cancellation));

    public ValueTask<IReadOnlyList<InstanceRow>> FindByReceivedAsync(string sopInstanceUID, CancellationToken cancellation) =>
        calls.CallAsync(() => inner.FindByReceivedAsync(sopInstanceUID, cancellation));

    public ValueTask<bool> HasObjectAsync(ObjectKey key, CancellationToken cancellation) => calls.CallAsync(() => inner.HasObjectAsync(key, cancellation));

    public IAsyncEnumerable<InstanceRow> ListInstancesAsync(InstanceQuery query, CancellationToken cancellation) => calls.ListAsync(inner.ListInstancesAsync(query, cancellation));

    public IAsyncEnumerable<StudySummary> ListStudiesAsync(InstanceQuery query, CancellationToken cancellation) => calls.ListAsync(inner.ListStudiesAsync(query, cancellation));

    public IAsyncEnumerable<ReconciledDay> ReconcileAsync(DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellation) => calls.ListAsync(inner.ReconcileAsync(since, until, cancellation));

    public ValueTask<LedgerTotals> CountAsync(CancellationToken cancellation) => calls.CallAsync(() => inner.CountAsync(cancellation));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
