namespace StoreScp.Storage;

/// <summary>The leases of the ledger: one item each, written conditionally.</summary>
/// <remarks>Throws <see cref="StorageUnavailableException"/> when the ledger cannot do its work now. Thread safe.</remarks>
public interface ILeaseLedger
{
    /// <summary>
    /// Takes or renews the lease: succeeds when nobody has it, when <c>lease.Holder</c> has it, or when it ended before <paramref name="freeBefore"/>.
    /// </summary>
    ValueTask<bool> TakeLeaseAsync(Lease lease, DateTimeOffset freeBefore, CancellationToken cancellation);

    /// <summary>Gives the lease back; does nothing when another has it.</summary>
    ValueTask ReleaseLeaseAsync(string name, string holder, CancellationToken cancellation);

    ValueTask<Lease?> FindLeaseAsync(string name, CancellationToken cancellation);
}
