namespace StoreScp.Storage;

/// <summary>The storage commitment transactions of the ledger. Every write is one conditional write, durable when it completes.</summary>
/// <remarks>Throws <see cref="StorageUnavailableException"/> when the ledger cannot do its work now. Thread safe.</remarks>
public interface ICommitmentLedger
{
    /// <summary>Adds a transaction with its references; false when there is one of this key already.</summary>
    ValueTask<bool> AddCommitmentAsync(CommitmentRow commitment, IReadOnlyList<CommitmentReference> references, CancellationToken cancellation);

    /// <summary>
    /// Replaces what changes of a transaction (owner, association, state, attempts, times) if the ledger still has version
    /// <c>commitment.Version</c>, and gives the new one, one version up; null when another was faster.
    /// </summary>
    ValueTask<CommitmentRow?> UpdateCommitmentAsync(CommitmentRow commitment, CancellationToken cancellation);

    ValueTask<CommitmentRow?> FindCommitmentAsync(CommitmentKey key, CancellationToken cancellation);

    /// <summary>In the order the peer sent them; empty when there is no such transaction.</summary>
    ValueTask<IReadOnlyList<CommitmentReference>> ReferencesOfAsync(CommitmentKey key, CancellationToken cancellation);

    /// <summary>
    /// Transactions that are not final and whose next attempt is due, the longest overdue first: those of <paramref name="owner"/> at
    /// <paramref name="now"/>; those of others, whose owner must be gone, since <paramref name="abandonedSince"/>.
    /// </summary>
    ValueTask<IReadOnlyList<CommitmentRow>> ListDueCommitmentsAsync(
        string owner, DateTimeOffset now, DateTimeOffset abandonedSince, int limit, CancellationToken cancellation);
}
