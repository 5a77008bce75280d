using StoreScp.Dicom;

namespace StoreScp.Protocol.Dimse;

/// <summary>This instance cannot be stored: the peer gets a C-STORE-RSP with this status, and the association goes on.</summary>
/// <param name="status">A failure of PS3.4 Table B.2-1 or PS3.7 Annex C.</param>
/// <param name="comment">Goes to the peer as Error Comment (0000,0902), cut to 64 characters; never a value that identifies a patient.</param>
/// <param name="cause">What our side knows of it; for logs.</param>
public sealed class StoreFailureException(DimseStatus status, string comment, Exception? cause = null) : Exception(comment, cause)
{
    public DimseStatus Status { get; } = status;

    /// <summary>The comment is for the peer alone: others than us chose its words, and nobody knows what is in them.</summary>
    public bool IsCommentPrivate { get; init; }

    /// <summary>Sent with A9xxH, Cxxx and B0xx statuses, when known.</summary>
    public DicomTag? OffendingElement { get; init; }
}
