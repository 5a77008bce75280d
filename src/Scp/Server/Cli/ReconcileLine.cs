using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>One AE title's day of `storescp reconcile --json`. These names are fixed: scripts read them.</summary>
internal sealed record ReconcileLine(
    DateOnly Day, string CallingAETitle, long Received, long Imported, long Forwarded, long Failed, long Quarantined, long Discarded,
    long Superseded, long InFlight, long Duplicates, bool AddsUp)
{
    public static ReconcileLine Of(ReconciledDay day)
    {
        return new(
            day.Day, day.CallingAETitle, day.Received, In(DeliveryState.Imported), In(DeliveryState.Forwarded), In(DeliveryState.Failed),
            In(DeliveryState.Quarantined), In(DeliveryState.Discarded), In(DeliveryState.Superseded), In(DeliveryState.Stored), day.Duplicates, day.AddsUp);

        long In(DeliveryState state) => day.Instances.GetValueOrDefault(state);
    }
}
