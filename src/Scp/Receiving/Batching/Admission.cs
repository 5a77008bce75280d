using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Batching;

/// <summary>One instance on its way into a batch, which is not sealed before this is disposed.</summary>
public sealed class Admission : IDisposable
{
    private readonly Batches _batches;
    private bool _isEnded;

    internal Admission(Batches batches, OpenBatch batch, string sopInstanceUID)
    {
        _batches = batches;
        Batch = batch;
        SOPInstanceUID = sopInstanceUID;
    }

    /// <summary>The name of the object in the batch.</summary>
    public ObjectKey ObjectKey => ObjectKeys.ForImport(Batch.Row.DatastoreId, Batch.Row.Id, SOPInstanceUID);

    public BatchId BatchId => Batch.Row.Id;

    /// <summary>To be set before the object may become visible: its name is not given again.</summary>
    public bool MayHaveObject { get; set; }

    internal OpenBatch Batch { get; }

    internal string SOPInstanceUID { get; }

    /// <summary>
    /// To be called when the object's length is known, before its row is written. Gives this admission, or another one when the object does not fit under
    /// the limits of a job: then the object has to move to the other's <see cref="ObjectKey"/>, and both are to be disposed.
    /// </summary>
    public ValueTask<Admission> SettleAsync(long bytes, CancellationToken cancellation) => _batches.SettleAsync(this, bytes, cancellation);

    /// <summary>The object was a duplicate and is deleted.</summary>
    public void Withdraw(long bytes)
    {
        _batches.Unsettle(this, bytes);
        MayHaveObject = false;
    }

    /// <summary>The last word before Success.</summary>
    /// <exception cref="StoreFailureException">A700H: the lease has ended or is about to, so that the batch may be sealed without this instance.</exception>
    public void Acknowledge()
    {
        if (!_batches.MayAcknowledge(this))
            throw new StoreFailureException(DimseStatus.OutOfResources, "The server lost its lease; send again");
    }

    public void Dispose()
    {
        if (_isEnded)
            return;
        _isEnded = true;
        _batches.Leave(this);
    }
}
