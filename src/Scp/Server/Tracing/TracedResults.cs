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
        if (row.Trace is not { SpanId: { } spanId, TraceId: var traceId } || delivery.EndedAt is not { } endedAt)
            return;
        var store = new ActivityContext(
            ActivityTraceId.CreateFromString(traceId), ActivitySpanId.CreateFromString(spanId), ActivityTraceFlags.Recorded, isRemote: true);
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
