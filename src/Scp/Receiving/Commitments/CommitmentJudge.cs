using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>Decides on a referenced instance by the UIDs as they were received (PS3.4 §J.3.2).</summary>
/// <param name="protection">How the ledger holds the UIDs of instances that were de-identified; null: there are none.</param>
internal sealed class CommitmentJudge(ILedgerReader ledger, IInstanceStore store, IdentifierProtection? protection = null)
{
    public async ValueTask<CommitmentVerdict> JudgeAsync(CommitmentReference reference, CommitmentRules rules, CancellationToken cancellation)
    {
        // What was refused the peer has still: it says nothing about what it sent before.
        var rows = (await FindAsync(reference.ReferencedSOPInstanceUID, cancellation)).Where(row => !row.WasRefused).ToList();
        if (rows.Count == 0)
            return CommitmentVerdict.NoSuchObjectInstance;
        // The newest: an earlier content of the same UID is not what the peer sent last.
        return rows.LastOrDefault(row => row.Received.SOPClassUID == reference.ReferencedSOPClassUID) is { } newest
            ? await JudgeAsync(newest, rules, cancellation)
            : CommitmentVerdict.ClassInstanceConflict;
    }

    /// <summary>Oldest first. A peer asks for what it sent, whether the site de-identified it then or not.</summary>
    private async ValueTask<IReadOnlyList<InstanceRow>> FindAsync(string sopInstanceUID, CancellationToken cancellation)
    {
        var rows = await ledger.FindByReceivedAsync(sopInstanceUID, cancellation);
        if (protection is null)
            return rows;
        var protectedRows = await ledger.FindByReceivedAsync(protection.Protect(sopInstanceUID), cancellation);
        return [.. rows.Concat(protectedRows).OrderBy(row => row.ReceivedAt)];
    }

    private async ValueTask<CommitmentVerdict> JudgeAsync(InstanceRow row, CommitmentRules rules, CancellationToken cancellation)
    {
        if (row.ObjectKey is not { } key || row.Deliveries.All(delivery => delivery.State == DeliveryState.Discarded))
            return CommitmentVerdict.NoSuchObjectInstance;
        if ((row.IsModified || row.Stored != row.Received) && !rules.CommitWhenModified)
            return CommitmentVerdict.ProcessingFailure;
        return rules.Policy == CommitmentPolicy.Imported ? JudgeImport(row) : await JudgeStorageAsync(row, key, cancellation);
    }

    /// <summary>Every data store that it was meant for has it. What becomes of forwards is the destinations' promise, not ours: they neither help nor hinder.</summary>
    private static CommitmentVerdict JudgeImport(InstanceRow row)
    {
        var imports = row.Deliveries.Where(delivery => delivery.ForwardTo is null).ToList();
        if (imports.Exists(delivery => !delivery.IsFinal))
            return CommitmentVerdict.Undecided;
        return imports.Count > 0 && imports.TrueForAll(delivery => delivery.State == DeliveryState.Imported)
            ? CommitmentVerdict.Committed
            : CommitmentVerdict.ProcessingFailure;
    }

    private async ValueTask<CommitmentVerdict> JudgeStorageAsync(InstanceRow row, ObjectKey key, CancellationToken cancellation)
    {
        if (Has(row, DeliveryState.Imported))
            return CommitmentVerdict.Committed;
        var isKept = (Has(row, DeliveryState.Stored) || Has(row, DeliveryState.Forwarded))
            && await store.FindAsync(key, cancellation) is { } stored && stored.Length == row.Bytes;
        return isKept ? CommitmentVerdict.Committed : CommitmentVerdict.ProcessingFailure;
    }

    private static bool Has(InstanceRow row, DeliveryState state) => row.Deliveries.Any(delivery => delivery.State == state);
}
