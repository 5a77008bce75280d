namespace StoreScp.Storage;

/// <summary>Brings store and ledger back in step after a crash: it removes what is unfinished, adopts or quarantines objects without a row, and names rows without an object.</summary>
/// <remarks>Deletes nothing that was ever complete. Safe while other processes work on the same store; runs of one <see cref="Sweep"/> must not overlap.</remarks>
public sealed class Sweep(IInstanceStore store, ILedgerReader ledger, IOrphanAdopter adopter, SweepOptions options, TimeProvider time)
{
    // Two runs overlap by this much, so that clocks and long commits between them leave no gap.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private DateTimeOffset _writtenSince = options.FirstLookBack is { } lookBack ? time.GetUtcNow() - lookBack : DateTimeOffset.UnixEpoch;

    /// <summary>The first run looks as far back as the options say, each later one at what was written since the one before.</summary>
    public async Task<SweepReport> RunAsync(CancellationToken cancellation)
    {
        var orphansUntil = time.GetUtcNow() - options.OrphanAge;
        var abandoned = await store.RemoveAbandonedAsync(cancellation);
        var missing = await FindMissingAsync(cancellation);
        List<ObjectKey> adopted = [];
        List<ObjectKey> quarantined = [];
        await foreach (var stored in store.ListAsync(_writtenSince, cancellation))
        {
            if (!await IsOrphanAsync(stored, orphansUntil, cancellation))
                continue;
            if (await adopter.TryAdoptAsync(stored, cancellation))
                adopted.Add(stored.Key);
            else if (await QuarantineAsync(stored.Key, cancellation) is { } quarantine)
                quarantined.Add(quarantine);
        }
        _writtenSince = orphansUntil - Overlap;
        return new SweepReport { Abandoned = abandoned, Adopted = adopted, Quarantined = quarantined, Missing = missing };
    }

    private async Task<List<InstanceRowKey>> FindMissingAsync(CancellationToken cancellation)
    {
        List<InstanceRowKey> missing = [];
        await foreach (var row in ledger.ListInstancesAsync(new InstanceQuery { Since = _writtenSince }, cancellation))
        {
            // Retention may have taken the object of a row whose deliveries are all final.
            foreach (var wanted in row.Deliveries.Where(delivery => !delivery.IsFinal).Select(row.ObjectOf).Distinct())
            {
                if (wanted is { } key && await store.FindAsync(key, cancellation) is null)
                {
                    missing.Add(row.Key);
                    break;
                }
            }
        }
        return missing;
    }

    private async ValueTask<bool> IsOrphanAsync(StoredObject stored, DateTimeOffset until, CancellationToken cancellation) =>
        stored.LastWritten <= until
        && !ObjectKeys.IsQuarantinedOrphan(stored.Key)
        && !await ledger.HasObjectAsync(stored.Key, cancellation);

    private async ValueTask<ObjectKey?> QuarantineAsync(ObjectKey orphan, CancellationToken cancellation)
    {
        var quarantine = ObjectKeys.ForOrphan(orphan, ReceiptId.Create(time));
        return await store.MoveAsync(orphan, quarantine, cancellation) ? quarantine : null;
    }
}
