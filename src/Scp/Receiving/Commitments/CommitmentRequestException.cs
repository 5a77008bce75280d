using StoreScp.Protocol.Dimse;

namespace StoreScp.Receiving.Commitments;

/// <summary>A request for storage commitment that is refused as a whole.</summary>
/// <param name="status">For the N-ACTION-RSP (PS3.7 Annex C).</param>
/// <param name="comment">For its Error Comment (0000,0902).</param>
internal sealed class CommitmentRequestException(DimseStatus status, string comment) : Exception(comment)
{
    public DimseStatus Status { get; } = status;
}
