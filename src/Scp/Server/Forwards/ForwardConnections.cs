using StoreScp.Forwarding;
using StoreScp.Server.Cli;
using StoreScp.Server.Sending;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Forwards;

/// <summary>Connects to the peers of Scp:Peers, as their settings say.</summary>
internal sealed class ForwardConnections(StoreScpOptions options, TimeProvider time) : IForwardConnections
{
    public async Task<ForwardConnection> ConnectAsync(string destinationAETitle, CancellationToken cancellation)
    {
        var peer = KnownPeers.Find(options, destinationAETitle, options.Scp.AETitle)
            ?? throw new DestinationUnreachableException("Scp:Peers has no Host and Port for it");
        try
        {
            // Anew each time: certificate files may have been renewed.
            var stream = await new PeerConnector(peer, time).ConnectAsync(cancellation);
            return new ForwardConnection(new StreamDuplexPipe(stream), options.Scp.AETitle, stream);
        }
        catch (Exception error) when (error is PeerUnreachableException or CommandException)
        {
            throw new DestinationUnreachableException(error.Message, error);
        }
    }
}
