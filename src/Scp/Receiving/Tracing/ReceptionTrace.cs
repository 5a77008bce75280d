using System.Diagnostics;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Tracing;

/// <summary>The spans of reception. Where nobody listens each of them is null, and nothing is allocated.</summary>
public static class ReceptionTrace
{
    public const string SourceName = "StoreScp";

    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>For the row of an instance; null when this reception is not sampled.</summary>
    public static TraceSpan? Current => Activity.Current is { Recorded: true } span ? new TraceSpan(span.TraceId.ToHexString(), span.SpanId.ToHexString()) : null;

    /// <summary>From accept to the end of an association; a trace begins here.</summary>
    public static Activity? StartAssociation(string associationId)
    {
        var span = Source.StartActivity("association", ActivityKind.Server);
        span?.SetTag("storescp.association_id", associationId);
        return span;
    }

    internal static Activity? StartStore(CStoreRQ request, string transferSyntaxUID)
    {
        var span = Source.StartActivity("C-STORE", ActivityKind.Server);
        // What a peer writes there may be anything.
        span?.SetTag("dicom.sop_class_uid", UIDOrNone(request.AffectedSOPClassUID))
            .SetTag("dicom.transfer_syntax_uid", transferSyntaxUID);
        return span;
    }

    /// <param name="sopInstance">As the log names it: of what is de-identified, protected.</param>
    internal static void EndStore(Activity span, DimseStatus status, long dataSetBytes, string sopInstance)
    {
        span.SetTag("dicom.sop_instance_uid", UIDOrNone(sopInstance))
            .SetTag("storescp.data_set_bytes", dataSetBytes)
            .SetTag("dicom.status", status.ToString());
        if (status.Category == DimseStatusCategory.Failure)
            span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>A UID, or the hash in the place of a protected one; nothing else that a peer wrote.</summary>
    private static string? UIDOrNone(string text) => DicomUIDs.IsValid(text) || IsProtected(text) ? text : null;

    private static bool IsProtected(string text) =>
        text.Length == IdentifierProtection.Prefix.Length + 32 && text.StartsWith(IdentifierProtection.Prefix, StringComparison.Ordinal)
        && text[IdentifierProtection.Prefix.Length..].All(char.IsAsciiHexDigitLower);
}
