using StoreScp.Dicom;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>The steps of one instance, as its row tells them.</summary>
internal static class InstanceTrace
{
    public static IEnumerable<TraceLine> Steps(InstanceRow row)
    {
        var step = new TraceLine { At = row.ReceivedAt, Step = "", Detail = "", SOPInstanceUID = row.Stored.SOPInstanceUID };
        yield return step with
        {
            Step = "received",
            Detail = $"from {row.CallingAETitle} at {row.PeerAddress} to {row.CalledAETitle} on association {row.AssociationId}: {DicomUIDs.NameOf(row.Received.SOPClassUID)}{(row.Trace is { } trace ? $", trace {trace.TraceId}" : "")}",
            TraceId = row.Trace?.TraceId,
        };
        foreach (var handler in row.Handlers.Select(HandlerLine.Of))
            yield return step with { Step = "handler", Detail = handler.Text(), Handler = handler };
        if (row.ObjectKey is { } key)
            yield return step with { Step = "stored", Detail = $"before it was answered: {ByteSizeText.ForPeople(row.Bytes)}, now at {key}" };
        foreach (var delivery in row.Deliveries)
        {
            yield return step with
            {
                At = delivery.EndedAt,
                Step = delivery.IsFinal ? "result" : "in flight",
                Detail = ResultOf(delivery),
                BatchId = delivery.Batch?.ToString(),
                State = delivery.State.ToString(),
                ImageSetId = delivery.Import?.ImageSetId,
                ImageSetVersion = delivery.Import?.ImageSetVersion,
                IsPrimary = delivery.Import?.IsPrimary,
                Warnings = delivery.Import?.Warnings ?? [],
            };
        }
    }

    private static string ResultOf(Delivery delivery)
    {
        var destination = delivery.ForwardTo is null ? "" : $" to {delivery.ForwardTo}";
        var route = delivery.Route == Delivery.DefaultRoute ? "" : $" by route {delivery.Route}";
        var reason = ReasonWords.Of(delivery) is { } words ? $": {words}" : "";
        var imageSet = delivery.Import is { } import ? $" into {InstanceText.ImageSet(import.ImageSetId, import.ImageSetVersion, import.IsPrimary)}" : "";
        var warnings = delivery.Import is { Warnings: { Count: > 0 } all } ? $", warnings: {string.Join("; ", all)}" : "";
        return $"{delivery.State}{destination}{route}{reason}{imageSet}{warnings}";
    }
}
