using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Instances;

/// <summary>
/// Writes the row of an instance whose object is durable. The row's condition finds an earlier instance of the same UID;
/// then contents decide: the same is a duplicate, stored once, another goes by the site's policy.
/// </summary>
internal sealed class InstanceRecorder(IInstanceStore store, ILedger ledger, DuplicatePolicy policy)
{
    /// <summary>Records an instance in its place and, when this completes, it may be acknowledged.</summary>
    /// <exception cref="StoreFailureException">0124H: another content of the UID is stored, and the policy refuses it. A700H: the lease is lost.</exception>
    public async ValueTask RecordAsync(InstanceRow row, InstancePlace place, CancellationToken cancellation)
    {
        var outcome = await RecordAsync(row, cancellation);
        if (outcome != RecordOutcome.Recorded)
            place.Withdraw(row.Bytes);
        if (outcome == RecordOutcome.Refused)
            throw new StoreFailureException(DimseStatus.NotAuthorized, "Another content of this SOPInstanceUID is stored");
        if (outcome == RecordOutcome.Recorded)
            place.Acknowledge();
    }

    /// <summary>Records an instance that is not stored: discarded, or refused. What is the same as the newest row is counted, not repeated.</summary>
    public async ValueTask RecordWithoutObjectAsync(InstanceRow row, CancellationToken cancellation)
    {
        while (true)
        {
            var outcome = await ledger.AddAsync(row, cancellation);
            if (outcome.Result != AddResult.Conflict)
                return;
            var newest = outcome.Existing[^1];
            if (newest.ObjectKey is null && newest.Deliveries.SequenceEqual(row.Deliveries))
            {
                await ledger.AddDuplicateAsync(DuplicateOf(newest, row), cancellation);
                return;
            }
            row = row with { Ordinal = newest.Ordinal + 1 };
        }
    }

    /// <summary>Completes when the ledger has the row, or counts the duplicate, durably.</summary>
    public async ValueTask<RecordOutcome> RecordAsync(InstanceRow row, CancellationToken cancellation)
    {
        while (true)
        {
            var outcome = await ledger.AddAsync(row, cancellation);
            if (outcome.Result != AddResult.Conflict || outcome.Existing.Any(earlier => earlier.ObjectKey == row.ObjectKey))
                break;
            if (await FindDuplicateAsync(row, outcome.Existing, cancellation) is { } kept)
            {
                // Its first answer may have been a failure, given between its row and what that replaces.
                await ReplaceOthersAsync(kept, cancellation);
                await ledger.AddDuplicateAsync(DuplicateOf(kept, row), cancellation);
                await DeleteObjectsAsync(row, cancellation);
                return RecordOutcome.Duplicate;
            }
            var differs = outcome.Existing.Any(earlier => IsWanted(earlier) && earlier.ContentHash != row.ContentHash);
            if (differs && policy == DuplicatePolicy.Refuse)
            {
                await DeleteObjectsAsync(row, cancellation);
                return RecordOutcome.Refused;
            }
            // Our lease has ended, and whoever repairs found a duplicate in the object and deleted it.
            if (await store.FindAsync(row.ObjectKey!.Value, cancellation) is null)
                throw new StorageUnavailableException("The object was taken away before it had a row.");
            // Another content of the UID, or a new attempt after a failed one.
            row = row with { Ordinal = outcome.Existing[^1].Ordinal + 1, DifferentContent = differs };
        }
        await ReplaceOthersAsync(row, cancellation);
        return RecordOutcome.Recorded;
    }

    /// <summary>
    /// The earlier instance of the same bytes whose object is intact, if every route of the new one is in flight or arrived with it, or with another of the same
    /// bytes: whoever sends again because a route was missing is not told Success for what does not take it.
    /// </summary>
    private async ValueTask<InstanceRow?> FindDuplicateAsync(InstanceRow row, IReadOnlyList<InstanceRow> existing, CancellationToken cancellation)
    {
        InstanceRow? kept = null;
        HashSet<string> missing = [.. row.Deliveries.Select(delivery => delivery.Route)];
        foreach (var earlier in existing)
        {
            if (IsWanted(earlier)
                && earlier.ContentLength == row.ContentLength
                && earlier.ContentHash == row.ContentHash
                && earlier.Received.TransferSyntaxUID == row.Received.TransferSyntaxUID
                && await IsSameAsync(earlier, row, cancellation))
            {
                kept ??= earlier;
                missing.ExceptWith(earlier.Deliveries.Where(IsWanted).Select(delivery => delivery.Route));
                if (missing.Count == 0)
                    return kept;
            }
        }
        return null;
    }

    /// <summary>
    /// Bytes decide where they were kept as received. Of what handlers changed they were not, and what is stored may differ by no more than
    /// the time of the change: there the object has to be intact (docs/decisions/0010).
    /// </summary>
    private async ValueTask<bool> IsSameAsync(InstanceRow earlier, InstanceRow row, CancellationToken cancellation) =>
        earlier.IsModified || row.IsModified
            ? await StoredContent.IsIntactAsync(store, earlier, cancellation)
            : await StoredContent.EqualsAsync(store, earlier, row, cancellation);

    private async ValueTask DeleteObjectsAsync(InstanceRow row, CancellationToken cancellation)
    {
        foreach (var key in row.Objects)
            await store.DeleteAsync(key, cancellation);
    }

    private async ValueTask ReplaceOthersAsync(InstanceRow row, CancellationToken cancellation)
    {
        if (!row.DifferentContent || policy != DuplicatePolicy.Replace)
            return;
        foreach (var earlier in await ledger.FindByReceivedAsync(row.Received.SOPInstanceUID, cancellation))
        {
            if (earlier.Ordinal < row.Ordinal)
                await ledger.SupersedeAsync(earlier.Key, row.Receipt, cancellation);
        }
    }

    /// <summary>Some delivery of it is in flight or arrived: what failed, was quarantined or discarded may be sent again.</summary>
    private static bool IsWanted(InstanceRow row) => row.Deliveries.Any(IsWanted);

    private static bool IsWanted(Delivery delivery) => !delivery.IsFinal || delivery.State is DeliveryState.Imported or DeliveryState.Forwarded;

    private static DuplicateRow DuplicateOf(InstanceRow kept, InstanceRow row) => new()
    {
        Receipt = row.Receipt,
        Kept = kept.Key,
        CallingAETitle = row.CallingAETitle,
        PeerAddress = row.PeerAddress,
        AssociationId = row.AssociationId,
    };
}
