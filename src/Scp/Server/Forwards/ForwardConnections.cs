using StoreScp.Forwarding;
using StoreScp.Server.Cli;
using StoreScp.Server.Sending;

namespace StoreScp.Server.Forwards;

/// <summary>Connects to the peers of Scp:Peers, as their settings say.</summary>
internal sealed class ForwardConnections(KnownPeers peers, string ourAETitle) : IForwardConnections
{
    public async Task<ForwardConnection> ConnectAsync(string destinationAETitle, CancellationToken cancellation)
    {
        try
        {
            if (peers.Find(destinationAETitle, ourAETitle) is not var (_, connector))
                throw new DestinationUnreachableException("Scp:Peers has no Host and Port for it");
            var stream = await connector.ConnectAsync(cancellation);
            return new ForwardConnection(new StreamDuplexPipe(stream), ourAETitle, stream);
        }
        catch (Exception error) when (error is PeerUnreachableException or CommandException)
        {
            throw new DestinationUnreachableException(error.Message, error);
        }
    }
}
