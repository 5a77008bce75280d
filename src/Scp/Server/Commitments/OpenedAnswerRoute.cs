using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Commitments;
using StoreScp.Server.Sending;

namespace StoreScp.Server.Commitments;

/// <summary>An association that we opened to tell a peer of its commitments; released when it is disposed of.</summary>
internal sealed class OpenedAnswerRoute(OutgoingAssociation outgoing, NegotiatedContext context) : IAnswerRoute
{
    private bool _isOver;

    public NegotiatedContext Context => context;

    public async Task<DimseStatus> ReportAsync(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, CancellationToken cancellation)
    {
        try
        {
            return await outgoing.Association.ReportAsync(request, dataSet, cancellation);
        }
        catch (Exception error)
        {
            _isOver = true;
            if (OutgoingAssociation.IsPeersFault(error))
                throw new PeerNotToldException($"the association that we opened ended before it answered: {error.Message}", error);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_isOver)
                await outgoing.Association.ReleaseAsync(CancellationToken.None);
        }
        catch (Exception error) when (OutgoingAssociation.IsPeersFault(error))
        {
            // It has its answers; how it says goodbye changes nothing.
        }
        await outgoing.DisposeAsync();
    }
}
