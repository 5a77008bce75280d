namespace StoreScp.Storage;

/// <summary>
/// The durable queue of instances that are forwarded. An item comes into it with the row of its instance (<see cref="ILedger.AddAsync"/>) and ends with its
/// delivery (<see cref="ILedger.FinishAsync"/>, <see cref="ILedger.SupersedeAsync"/>).
/// </summary>
/// <remarks>Throws <see cref="StorageUnavailableException"/> when the ledger cannot do its work now. Thread safe.</remarks>
public interface IForwardLedger : IForwardLedgerReader
{
    /// <summary>
    /// Replaces what changes of a forward in the queue (state, owner, attempts, next attempt, reason) if the ledger still has version
    /// <c>forward.Version</c>, and gives the new one, one version up; null when another was faster, or when it has ended.
    /// </summary>
    ValueTask<ForwardRow?> UpdateForwardAsync(ForwardRow forward, CancellationToken cancellation);

    /// <summary>Puts a failed forward into the queue again as if it came now, and its delivery in flight; false when it is no longer as <paramref name="failed"/>.</summary>
    ValueTask<bool> RedriveForwardAsync(ForwardRow failed, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The destinations that something is due for, in alphabetical order.</summary>
    ValueTask<IReadOnlyList<string>> ListDueDestinationsAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Forwards to one destination that may be taken at <paramref name="now"/>, the longest due first: what was tried before waits behind what was not.</summary>
    ValueTask<IReadOnlyList<ForwardRow>> ListDueForwardsAsync(string destination, DateTimeOffset now, int limit, CancellationToken cancellation);
}
