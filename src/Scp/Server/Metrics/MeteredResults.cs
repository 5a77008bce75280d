using StoreScp.Import;
using StoreScp.Storage;

namespace StoreScp.Server.Metrics;

/// <summary>How long instances take until they are imported. How deliveries end is counted where all of them do, in <see cref="MeteredLedger"/>.</summary>
internal sealed class MeteredResults(StoreScpMetrics metrics) : IResultObserver
{
    public void Ended(InstanceRow row, Delivery delivery)
    {
        if (delivery is { State: DeliveryState.Imported, EndedAt: { } endedAt })
            metrics.Imported(endedAt - row.ReceivedAt);
    }
}
