using System.Diagnostics;
using StoreScp.Import;
using StoreScp.Receiving.Tracing;
using StoreScp.Storage;

namespace StoreScp.Server.Tracing;

/// <summary>Ends the trace of an instance: the import, from its receipt to its result, is a span below that of its C-STORE.</summary>
internal sealed class TracedResults(IResultObserver next) : IResultObserver
{
    public void Ended(InstanceRow row, Delivery delivery)
    {
        next.Ended(row, delivery);
        if (row.Trace is not { } trace || delivery.EndedAt is not { } endedAt
            || !ActivityContext.TryParse($"00-{trace.TraceId}-{trace.SpanId}-01", null, isRemote: true, out var store))
            return;
        using var span = ReceptionTrace.Source.StartActivity("import", ActivityKind.Consumer, store, startTime: row.ReceivedAt);
        if (span is null)
            return;
        span.SetTag("storescp.batch_id", delivery.Batch?.ToString())
            .SetTag("storescp.delivery_state", delivery.State.ToString())
            .SetTag("aws.medical_imaging.image_set_id", delivery.Import?.ImageSetId)
            .SetEndTime(endedAt.UtcDateTime);
        if (delivery.State != DeliveryState.Imported)
            span.SetTag("storescp.reason", ReasonClass.Of(delivery.Reason)).SetStatus(ActivityStatusCode.Error);
    }
}
