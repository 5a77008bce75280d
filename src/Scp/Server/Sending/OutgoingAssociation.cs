using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Sending;

/// <summary>An association with the connection it runs on, opened and closed together.</summary>
internal sealed class OutgoingAssociation : IAsyncDisposable
{
    private readonly Stream _stream;

    private OutgoingAssociation(Stream stream, RequestorAssociation association) => (_stream, Association) = (stream, association);

    public RequestorAssociation Association { get; }

    /// <summary>Throws <see cref="PeerUnreachableException"/> with one sentence, also for a rejection.</summary>
    /// <param name="roles">For SOP classes of which we are not the SCU.</param>
    public static async Task<OutgoingAssociation> OpenAsync(
        PeerConnector connector, PeerSelection peer, IReadOnlyList<(string AbstractSyntax, string[] TransferSyntaxes)> contexts,
        RequestorOptions options, TimeProvider time, CancellationToken cancellation, params RoleSelection[] roles)
    {
        var stream = await connector.ConnectAsync(cancellation);
        try
        {
            var request = new AAssociateRQ
            {
                CalledAETitle = peer.CalledAETitle,
                CallingAETitle = peer.CallingAETitle,
                // Odd numbers from 1 (PS3.8 §9.3.2.2).
                PresentationContexts = [.. contexts.Select((context, i) => new PresentationContextRQ((byte)((2 * i) + 1), context.AbstractSyntax, context.TransferSyntaxes))],
                UserInformation = new UserInformation
                {
                    ImplementationClassUID = new(Implementation.ClassUID),
                    ImplementationVersionName = new(Implementation.VersionName),
                    RoleSelections = roles,
                },
            };
            var association = await RequestorAssociation.AssociateAsync(new StreamDuplexPipe(stream), request, options, time, cancellation);
            return new(stream, association);
        }
        catch (Exception e)
        {
            await stream.DisposeAsync();
            if (IsPeersFault(e))
                throw new PeerUnreachableException($"{peer.Peer} did not accept an association with {peer.CalledAETitle}: "
                    + (e is AssociationRejectedException rejected ? RejectionText.Of(rejected.Rejection) : e.Message), e);
            throw;
        }
    }

    public static bool IsPeersFault(Exception e) =>
        e is AssociationRejectedException or AssociationAbortException or AssociationLostException or IOException;

    public async ValueTask DisposeAsync()
    {
        await Association.DisposeAsync();
        await _stream.DisposeAsync();
    }
}
