using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;

namespace StoreScp.Receiving.Commitments;

/// <summary>An association on which a peer can be told of its commitments. Disposing of it gives up only what was opened for the answer.</summary>
public interface IAnswerRoute : IAsyncDisposable
{
    /// <summary>The presentation context of the Storage Commitment Push Model SOP Class.</summary>
    NegotiatedContext Context { get; }

    /// <summary>Sends one report and gives the status of its response; one at a time.</summary>
    /// <exception cref="PeerNotToldException">The association ended: the peer may have the report or not.</exception>
    Task<DimseStatus> ReportAsync(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, CancellationToken cancellation);
}
