using StoreScp.Server.Cli;
using StoreScp.Server.Settings;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Sending;

/// <summary>How we call the peers of Scp:Peers.</summary>
/// <param name="certificate">Ours, which peers that are called with TLS are shown; null: there is none.</param>
internal sealed class KnownPeers(StoreScpOptions options, ServerCertificate? certificate, TimeProvider time)
{
    /// <summary>Null when Scp:Peers has no Host and Port for it. Asked anew for each connection: certificates may have been renewed.</summary>
    public (PeerSelection Peer, PeerConnector Connector)? Find(string aeTitle, string ourAETitle)
    {
        if (options.Scp.Peers.FirstOrDefault(peer => peer.AETitle == aeTitle) is not { Host: { } host, Port: { } port } known)
            return null;
        var peer = new PeerSelection(
            new HostAndPort(host, port), aeTitle, ourAETitle, known.Tls, known.TrustedCAPath, CertificatePath: null, KeyPath: null, AcceptAnyCertificate: false);
        return (peer, new PeerConnector(peer, time, certificate?.Current.Context));
    }
}
