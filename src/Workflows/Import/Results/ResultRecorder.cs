using System.Collections.Concurrent;
using StoreScp.Storage;

namespace StoreScp.Import.Results;

/// <summary>Gives every delivery of a batch its final state; may run any number of times.</summary>
internal sealed class ResultRecorder(
    IBatchLedgerReader batches, ILedger ledger, IInstanceStore store, IOrphanAdopter adopter, TimeProvider time, IResultObserver? observer)
{
    private const int Parallel = 16;

    private readonly DeliveryEnding _ending = new(ledger, observer);

    /// <param name="results">Null when the job left none: then nothing is imported.</param>
    /// <param name="leaveServerErrors">Files that the service failed on, or that came after its job had begun, stay in flight, for another batch.</param>
    /// <param name="unaccounted">The reason for what is named in no result file.</param>
    public async ValueTask<RecordedResults> RecordAsync(
        BatchRow batch, JobResults? results, bool leaveServerErrors, string unaccounted, CancellationToken cancellation)
    {
        await AdoptAsync(batch, results, cancellation);
        ConcurrentBag<Outcome> outcomes = [];
        await System.Threading.Tasks.Parallel.ForEachAsync(
            batches.ListInstancesOfAsync(batch.Id, cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (row, cancellation) =>
            {
                foreach (var delivery in row.Deliveries.Where(delivery => delivery.Batch == batch.Id))
                    outcomes.Add(await RecordAsync(batch, row, delivery, ResultOf(row, delivery, results), leaveServerErrors, unaccounted, cancellation));
            });
        return new RecordedResults(
            outcomes.Count(outcome => outcome == Outcome.Imported), outcomes.Count(outcome => outcome == Outcome.Failed),
            outcomes.Count(outcome => outcome == Outcome.Quarantined), outcomes.Count(outcome => outcome == Outcome.ServerError),
            outcomes.Count(outcome => outcome == Outcome.Unaccounted));
    }

    private static FileResult? ResultOf(InstanceRow row, Delivery delivery, JobResults? results) =>
        row.ObjectOf(delivery) is { } key ? results?.Files.GetValueOrDefault(key.Value) : null;

    /// <summary>What HealthImaging imported from the prefix without a row of ours gets one now.</summary>
    private async ValueTask AdoptAsync(BatchRow batch, JobResults? results, CancellationToken cancellation)
    {
        foreach (var file in results?.Files.Keys ?? [])
        {
            if (ObjectKey.TryParse(file, out var key) && ObjectKeys.TryGetBatch(key, out var id) && id == batch.Id
                && !await ledger.HasObjectAsync(key, cancellation)
                && await store.FindAsync(key, cancellation) is { } orphan)
            {
                await adopter.TryAdoptAsync(orphan, cancellation);
            }
        }
    }

    private async ValueTask<Outcome> RecordAsync(
        BatchRow batch, InstanceRow row, Delivery delivery, FileResult? result, bool leaveServerErrors, string unaccounted, CancellationToken cancellation)
    {
        if (delivery.IsFinal)
        {
            // An earlier run may have died before it removed what it had copied.
            if (delivery.State == DeliveryState.Quarantined)
                await store.DeleteAsync(ObjectKeys.ForImport(batch.DatastoreId, batch.Id, row.Stored.SOPInstanceUID), cancellation);
            return OutcomeOf(delivery.State);
        }
        // An owner without its lease may still have written after the sweep had sealed, and a resend was told Success for that row.
        var mayBeLate = result is null && batch.SealReason == SealReason.OwnerLost;
        if (leaveServerErrors && (mayBeLate || result is { IsServerError: true }))
            return Outcome.ServerError;
        if (result is { Import: null, IsServerError: false })
            return await QuarantineAsync(batch, row, delivery, result, cancellation);

        var ended = delivery with { EndedAt = time.GetUtcNow() };
        if (result is null)
        {
            await _ending.FinishAsync(row, ended with { State = DeliveryState.Failed, Reason = unaccounted }, null, cancellation);
            return Outcome.Unaccounted;
        }
        ended = result.Import is { } import
            ? ended with { State = DeliveryState.Imported, Import = import }
            : ended with { State = DeliveryState.Failed, Reason = result.Reason };
        await _ending.FinishAsync(row, ended, null, cancellation);
        return OutcomeOf(ended.State);
    }

    /// <summary>What the service will never take leaves the prefix: copied, then the row, then the old object goes.</summary>
    private async ValueTask<Outcome> QuarantineAsync(
        BatchRow batch, InstanceRow row, Delivery delivery, FileResult result, CancellationToken cancellation)
    {
        var from = row.ObjectOf(delivery)!.Value;
        var to = ObjectKeys.ForRefused(batch.Id, row.Stored.SOPInstanceUID, row.Receipt);
        var ended = delivery with { State = DeliveryState.Quarantined, Reason = result.Reason, EndedAt = time.GetUtcNow() };
        if (!await ObjectMoves.TryCopyAsync(store, from, to, cancellation))
        {
            await _ending.FinishAsync(row, ended with { State = DeliveryState.Failed, Reason = $"{ObjectMoves.Missing}; {result.Reason}" }, null, cancellation);
            return Outcome.Failed;
        }
        if (await _ending.FinishAsync(row, ended, to, cancellation))
            await store.DeleteAsync(from, cancellation);
        return Outcome.Quarantined;
    }

    private static Outcome OutcomeOf(DeliveryState state) => state switch
    {
        DeliveryState.Imported => Outcome.Imported,
        DeliveryState.Quarantined => Outcome.Quarantined,
        _ => Outcome.Failed,
    };

    private enum Outcome
    {
        Imported,
        Failed,
        Quarantined,
        ServerError,
        Unaccounted,
    }
}
