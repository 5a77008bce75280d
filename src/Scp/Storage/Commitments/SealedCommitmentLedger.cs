namespace StoreScp.Storage;

/// <summary>
/// A ledger of storage commitment transactions that keeps the instances' UIDs encrypted, where instances are de-identified: the peer names them as it sent them, and gets
/// them back so, while nobody reads them out of the ledger.
/// </summary>
public sealed class SealedCommitmentLedger(ICommitmentLedger inner, IdentifierProtection protection) : ICommitmentLedger
{
    public ValueTask<bool> AddCommitmentAsync(
        CommitmentRow commitment, IReadOnlyList<CommitmentReference> references, CancellationToken cancellation) =>
        inner.AddCommitmentAsync(commitment, [.. references.Select(reference =>
            reference with { ReferencedSOPInstanceUID = protection.Seal(reference.ReferencedSOPInstanceUID) })], cancellation);

    public ValueTask<CommitmentRow?> UpdateCommitmentAsync(CommitmentRow commitment, CancellationToken cancellation) =>
        inner.UpdateCommitmentAsync(commitment, cancellation);

    public ValueTask<CommitmentRow?> FindCommitmentAsync(CommitmentKey key, CancellationToken cancellation) => inner.FindCommitmentAsync(key, cancellation);

    /// <remarks>Those of transactions from before the key was set are in clear.</remarks>
    public async ValueTask<IReadOnlyList<CommitmentReference>> ReferencesOfAsync(CommitmentKey key, CancellationToken cancellation)
    {
        var references = await inner.ReferencesOfAsync(key, cancellation);
        return [.. references.Select(reference => reference with { ReferencedSOPInstanceUID = protection.Unseal(reference.ReferencedSOPInstanceUID) })];
    }

    public ValueTask<IReadOnlyList<CommitmentRow>> ListDueCommitmentsAsync(
        string owner, DateTimeOffset now, DateTimeOffset abandonedSince, int limit, CancellationToken cancellation) =>
        inner.ListDueCommitmentsAsync(owner, now, abandonedSince, limit, cancellation);
}
