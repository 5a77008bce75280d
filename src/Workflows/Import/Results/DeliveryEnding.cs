using StoreScp.Storage;

namespace StoreScp.Import.Results;

/// <summary>Gives a delivery its final state, and tells of it if nobody did before.</summary>
internal sealed class DeliveryEnding(ILedger ledger, IResultObserver? observer)
{
    /// <inheritdoc cref="ILedger.FinishAsync"/>
    public async ValueTask<bool> FinishAsync(InstanceRow row, Delivery ended, ObjectKey? objectKey, CancellationToken cancellation)
    {
        if (!await ledger.FinishAsync(row.Key, ended, objectKey, cancellation))
            return false;
        observer?.Ended(row, ended);
        return true;
    }
}
