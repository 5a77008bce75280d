using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>Decides on a referenced instance by the UIDs as they were received (PS3.4 §J.3.2).</summary>
internal sealed class CommitmentJudge(ILedgerReader ledger, IInstanceStore store)
{
    public async ValueTask<CommitmentVerdict> JudgeAsync(CommitmentReference reference, CommitmentRules rules, CancellationToken cancellation)
    {
        var rows = await ledger.FindByReceivedAsync(reference.ReferencedSOPInstanceUID, cancellation);
        if (rows.Count == 0)
            return CommitmentVerdict.NoSuchObjectInstance;
        // The newest: an earlier content of the same UID is not what the peer sent last.
        return rows.LastOrDefault(row => row.Received.SOPClassUID == reference.ReferencedSOPClassUID) is { } newest
            ? await JudgeAsync(newest, rules, cancellation)
            : CommitmentVerdict.ClassInstanceConflict;
    }

    private async ValueTask<CommitmentVerdict> JudgeAsync(InstanceRow row, CommitmentRules rules, CancellationToken cancellation)
    {
        if (row.ObjectKey is not { } key || row.Deliveries.All(delivery => delivery.State == DeliveryState.Discarded))
            return CommitmentVerdict.NoSuchObjectInstance;
        if ((row.IsModified || row.Stored != row.Received) && !rules.CommitWhenModified)
            return CommitmentVerdict.ProcessingFailure;
        if (Has(row, DeliveryState.Imported))
            return CommitmentVerdict.Committed;
        if (rules.Policy == CommitmentPolicy.Imported)
            return Has(row, DeliveryState.Stored) ? CommitmentVerdict.Undecided : CommitmentVerdict.ProcessingFailure;

        var isKept = (Has(row, DeliveryState.Stored) || Has(row, DeliveryState.Forwarded))
            && await store.FindAsync(key, cancellation) is { } stored && stored.Length == row.Bytes;
        return isKept ? CommitmentVerdict.Committed : CommitmentVerdict.ProcessingFailure;
    }

    private static bool Has(InstanceRow row, DeliveryState state) => row.Deliveries.Any(delivery => delivery.State == state);
}
