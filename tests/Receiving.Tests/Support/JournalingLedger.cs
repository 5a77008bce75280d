using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.Support;

/// <summary>A real ledger that tells a <see cref="Journal"/> what became durable.</summary>
public sealed class JournalingLedger(ILedger inner, Journal journal) : ILedger
{
    /// <summary>What an answer waits for once the row is durable; null: nothing.</summary>
    public Func<CancellationToken, Task>? AfterAdd { get; set; }

    public async ValueTask<AddOutcome> AddAsync(InstanceRow row, CancellationToken cancellation)
    {
        journal.Begin("add");
        var outcome = await inner.AddAsync(row, cancellation);
        journal.Done(outcome.Result == AddResult.Conflict ? "row refused" : "row durable");
        if (outcome.Result != AddResult.Conflict && AfterAdd is { } wait)
            await wait(cancellation);
        return outcome;
    }

    public async ValueTask AddDuplicateAsync(DuplicateRow duplicate, CancellationToken cancellation)
    {
        journal.Begin("add duplicate");
        await inner.AddDuplicateAsync(duplicate, cancellation);
        journal.Done("duplicate durable");
    }

    public ValueTask<bool> SupersedeAsync(InstanceRowKey key, ReceiptId replacement, CancellationToken cancellation) =>
        inner.SupersedeAsync(key, replacement, cancellation);

    public ValueTask<bool> FinishAsync(InstanceRowKey key, Delivery delivery, ObjectKey? objectKey, CancellationToken cancellation) =>
        inner.FinishAsync(key, delivery, objectKey, cancellation);

    public ValueTask<bool> ReassignAsync(InstanceRowKey key, Delivery from, BatchId to, ObjectKey objectKey, CancellationToken cancellation) =>
        inner.ReassignAsync(key, from, to, objectKey, cancellation);

    public ValueTask<IReadOnlyList<InstanceRow>> FindByReceivedAsync(string sopInstanceUID, CancellationToken cancellation) =>
        inner.FindByReceivedAsync(sopInstanceUID, cancellation);

    public ValueTask<bool> HasObjectAsync(ObjectKey key, CancellationToken cancellation) => inner.HasObjectAsync(key, cancellation);

    public IAsyncEnumerable<InstanceRow> ListInstancesAsync(InstanceQuery query, CancellationToken cancellation) =>
        inner.ListInstancesAsync(query, cancellation);

    public IAsyncEnumerable<StudySummary> ListStudiesAsync(InstanceQuery query, CancellationToken cancellation) =>
        inner.ListStudiesAsync(query, cancellation);

    public ValueTask<LedgerTotals> CountAsync(CancellationToken cancellation) => inner.CountAsync(cancellation);

    public IAsyncEnumerable<ReconciledDay> ReconcileAsync(DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellation) =>
        inner.ReconcileAsync(since, until, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
