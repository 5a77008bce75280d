namespace StoreScp.Storage;

/// <summary>The durable record of what was received: every method is one conditional write of one item, durable when it completes.</summary>
/// <remarks>
/// A delivery that is forwarded has an item in the queue (<see cref="IForwardLedger"/>), which is written in the same transaction: it is there as long as the
/// delivery is in flight, and ends with it.
/// Throws <see cref="StorageUnavailableException"/> when the ledger cannot do its work now. Thread safe. Cancellation ends the waiting, not the write:
/// after it the row may be there or not.
/// </remarks>
public interface ILedger : ILedgerReader
{
    /// <summary>Adds <paramref name="row"/> unless its key (received SOP Instance UID, ordinal) is taken.</summary>
    ValueTask<AddOutcome> AddAsync(InstanceRow row, CancellationToken cancellation);

    /// <summary>Counts a duplicate, once per receipt, so that received = stored + duplicates stays provable.</summary>
    ValueTask AddDuplicateAsync(DuplicateRow duplicate, CancellationToken cancellation);

    /// <summary>Ends every delivery of the row that is in flight as Superseded, with the receipt that replaces it as the reason; false when none was.</summary>
    ValueTask<bool> SupersedeAsync(InstanceRowKey key, ReceiptId replacement, CancellationToken cancellation);

    /// <summary>Gives a delivery its final state unless it has one, or belongs to another batch by now; false when nothing changed.</summary>
    /// <param name="delivery">Found by its route; destination and object of the one in the ledger are kept.</param>
    /// <param name="objectKey">The new name of the delivery's object, where it moved with the result; null when it stays.</param>
    ValueTask<bool> FinishAsync(InstanceRowKey key, Delivery delivery, ObjectKey? objectKey, CancellationToken cancellation);

    /// <summary>
    /// Gives a delivery that is still as <paramref name="from"/> (route, state and batch) another try: in flight again, in another batch, its object under another name.
    /// False when it is no longer so.
    /// </summary>
    ValueTask<bool> ReassignAsync(InstanceRowKey key, Delivery from, BatchId to, ObjectKey objectKey, CancellationToken cancellation);
}
