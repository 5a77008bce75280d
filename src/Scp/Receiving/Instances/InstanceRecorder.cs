using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Instances;

/// <summary>
/// Writes the row of an instance whose object is durable. The row's condition finds an earlier instance of the same UID;
/// then contents decide: the same is a duplicate, stored once, another goes by the site's policy.
/// </summary>
internal sealed class InstanceRecorder(IInstanceStore store, ILedger ledger, DuplicatePolicy policy)
{
    /// <summary>Completes when the ledger has the row, or counts the duplicate, durably.</summary>
    /// <exception cref="StoreFailureException">0124H: another content of this UID is stored and the policy is Refuse.</exception>
    public async ValueTask RecordAsync(InstanceRow row, CancellationToken cancellation)
    {
        while (true)
        {
            var outcome = await ledger.AddAsync(row, cancellation);
            if (outcome.Result != AddResult.Conflict)
                break;
            if (await FindDuplicateAsync(row, outcome.Existing, cancellation) is { } kept)
            {
                await ledger.AddDuplicateAsync(DuplicateOf(kept, row), cancellation);
                await store.DeleteAsync(row.ObjectKey!.Value, cancellation);
                return;
            }
            row = await NextAsync(row, outcome.Existing, cancellation);
        }
        if (row.DifferentContent && policy == DuplicatePolicy.Replace)
            await SupersedeOthersAsync(row, cancellation);
    }

    /// <summary>The earlier instance of the same bytes whose object is intact, if it is in flight or arrived.</summary>
    private async ValueTask<InstanceRow?> FindDuplicateAsync(InstanceRow row, IReadOnlyList<InstanceRow> existing, CancellationToken cancellation)
    {
        foreach (var earlier in existing)
        {
            if (IsWanted(earlier)
                && earlier.ContentLength == row.ContentLength
                && earlier.ContentHash == row.ContentHash
                && earlier.Received.TransferSyntaxUID == row.Received.TransferSyntaxUID
                && await StoredContent.EqualsAsync(store, earlier, row, cancellation))
            {
                return earlier;
            }
        }
        return null;
    }

    /// <summary>The row with the next ordinal: another content of the UID, or a new attempt after a failed one.</summary>
    private async ValueTask<InstanceRow> NextAsync(InstanceRow row, IReadOnlyList<InstanceRow> existing, CancellationToken cancellation)
    {
        var differs = existing.Any(earlier => IsWanted(earlier) && earlier.ContentHash != row.ContentHash);
        if (differs && policy == DuplicatePolicy.Refuse)
        {
            await store.DeleteAsync(row.ObjectKey!.Value, cancellation);
            throw new StoreFailureException(DimseStatus.NotAuthorized, "Another content of this SOPInstanceUID is stored");
        }
        return row with { Ordinal = existing[^1].Ordinal + 1, DifferentContent = differs };
    }

    private async ValueTask SupersedeOthersAsync(InstanceRow row, CancellationToken cancellation)
    {
        foreach (var earlier in await ledger.FindByReceivedAsync(row.Received.SOPInstanceUID, cancellation))
        {
            if (earlier.Ordinal < row.Ordinal)
                await ledger.SupersedeAsync(earlier.Key, row.Receipt, cancellation);
        }
    }

    /// <summary>Some delivery of it is in flight or arrived: what failed, was quarantined or discarded may be sent again.</summary>
    private static bool IsWanted(InstanceRow row) =>
        row.Deliveries.Any(delivery => delivery.State is DeliveryState.Stored or DeliveryState.Imported or DeliveryState.Forwarded);

    private static DuplicateRow DuplicateOf(InstanceRow kept, InstanceRow row) => new()
    {
        Receipt = row.Receipt,
        Kept = kept.Key,
        CallingAETitle = row.CallingAETitle,
        PeerAddress = row.PeerAddress,
        AssociationId = row.AssociationId,
    };
}
