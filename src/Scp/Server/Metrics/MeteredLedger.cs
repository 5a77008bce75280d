using StoreScp.Receiving.Tracing;
using StoreScp.Storage;

namespace StoreScp.Server.Metrics;

/// <summary>A ledger whose writes are timed, which an instance waits for after its object is durable, and whose results are counted.</summary>
internal sealed class MeteredLedger(ILedger inner, StoreScpMetrics metrics, TimeProvider time) : ILedger
{
    public async ValueTask<AddOutcome> AddAsync(InstanceRow row, CancellationToken cancellation)
    {
        using var span = ReceptionTrace.Source.StartActivity("ledger write");
        var began = time.GetTimestamp();
        var outcome = await inner.AddAsync(row, cancellation);
        metrics.LedgerWritten(time.GetElapsedTime(began));
        // What was refused is a failed instance: its sender has it still. Reasons of reception may be a plugin's words, and stay out of metrics.
        if (outcome.Result == AddResult.Added && !row.WasRefused)
        {
            foreach (var delivery in row.Deliveries.Where(delivery => delivery.IsFinal))
                metrics.DeliveryEnded(delivery.State, ReasonClass.Other);
        }
        return outcome;
    }

    public async ValueTask AddDuplicateAsync(DuplicateRow duplicate, CancellationToken cancellation)
    {
        using var span = ReceptionTrace.Source.StartActivity("ledger write");
        var began = time.GetTimestamp();
        await inner.AddDuplicateAsync(duplicate, cancellation);
        metrics.LedgerWritten(time.GetElapsedTime(began));
    }

    public ValueTask<bool> SupersedeAsync(InstanceRowKey key, ReceiptId replacement, CancellationToken cancellation) =>
        inner.SupersedeAsync(key, replacement, cancellation);

    public async ValueTask<bool> FinishAsync(InstanceRowKey key, Delivery delivery, ObjectKey? objectKey, CancellationToken cancellation)
    {
        var finished = await inner.FinishAsync(key, delivery, objectKey, cancellation);
        if (finished)
            metrics.DeliveryEnded(delivery.State, ReasonClass.Of(delivery.Reason));
        return finished;
    }

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
