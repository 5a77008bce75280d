using StoreScp.Import.Results;
using StoreScp.Storage;

namespace StoreScp.Import.Repair;

/// <summary>Brings what is still in flight in one batch into another, which is then imported like any; may run any number of times.</summary>
internal sealed class Redrive(IBatchLedger batches, ILedger ledger, IInstanceStore store, TimeProvider time, IResultObserver? observer = null)
{
    /// <summary>Not a lease: its batches are sealed here, and by the sweep when their source is final.</summary>
    public const string Owner = "redrive";

    private readonly BatchSealing _sealing = new(batches, time);
    private readonly DeliveryEnding _ending = new(ledger, observer);

    /// <param name="chosen">Which deliveries of the source are tried again.</param>
    /// <param name="attempt">Tells several redrives of one batch apart.</param>
    /// <returns>The batch, and how many files it has.</returns>
    public async ValueTask<BatchRow> RunAsync(BatchRow source, Func<Delivery, bool> chosen, int attempt, CancellationToken cancellation)
    {
        var target = await OpenAsync(source, attempt, cancellation);
        if (target.State != BatchState.Open)
            return target;
        await foreach (var row in batches.ListInstancesOfAsync(source.Id, cancellation))
        {
            foreach (var delivery in row.Deliveries.Where(delivery => delivery.Batch == source.Id && chosen(delivery)))
                await MoveAsync(row, delivery, target, cancellation);
        }
        return await _sealing.SealAsync(target, SealReason.Redrive, cancellation) ?? await batches.FindBatchAsync(target.Id, cancellation) ?? target;
    }

    private async ValueTask<BatchRow> OpenAsync(BatchRow source, int attempt, CancellationToken cancellation)
    {
        var target = new BatchRow
        {
            Id = BatchId.After(source.Id, attempt),
            DatastoreId = source.DatastoreId,
            StudyInstanceUID = source.StudyInstanceUID,
            Owner = Owner,
            OpenedAt = time.GetUtcNow(),
            RedriveOf = source.Id,
            Redrives = source.Redrives + 1,
        };
        await batches.AddBatchAsync(target, cancellation);
        return await batches.FindBatchAsync(target.Id, cancellation) ?? target;
    }

    /// <summary>Copy, then the row, then the old object goes.</summary>
    private async ValueTask MoveAsync(InstanceRow row, Delivery delivery, BatchRow target, CancellationToken cancellation)
    {
        var from = row.ObjectOf(delivery)!.Value;
        var to = ObjectKeys.ForImport(target.DatastoreId, target.Id, row.Stored.SOPInstanceUID);
        if (!await ObjectMoves.TryCopyAsync(store, from, to, cancellation))
            await _ending.FinishAsync(
                row, delivery with { State = DeliveryState.Failed, Reason = ObjectMoves.Missing, EndedAt = time.GetUtcNow() }, null, cancellation);
        else if (await ledger.ReassignAsync(row.Key, delivery, target.Id, to, cancellation))
            await store.DeleteAsync(from, cancellation);
    }
}
