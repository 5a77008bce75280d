using StoreScp.Dicom;

namespace StoreScp.Protocol.Dimse;

/// <summary>How storing one instance went, as it is told to the peer (PS3.4 §B.2.3).</summary>
/// <param name="Status">Success only when the instance is safe.</param>
/// <param name="ErrorComment">Cut to 64 characters; never a value that identifies a patient.</param>
public readonly record struct CStoreOutcome(DimseStatus Status, string? ErrorComment = null)
{
    public static CStoreOutcome Success => new(DimseStatus.Success);

    /// <summary>Sent with A9xxH, Cxxx and B0xx statuses, when known.</summary>
    public DicomTag? OffendingElement { get; init; }

    /// <summary>What our side knows of a failure; for logs, and not for the peer.</summary>
    public Exception? Cause { get; init; }

    /// <inheritdoc cref="StoreFailureException.IsCommentPrivate"/>
    public bool IsCommentPrivate { get; init; }
}
