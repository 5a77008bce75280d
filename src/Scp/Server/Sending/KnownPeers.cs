using StoreScp.Server.Cli;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Sending;

/// <summary>How we call the peers of Scp:Peers.</summary>
internal static class KnownPeers
{
    /// <summary>Null when Scp:Peers has no Host and Port for it.</summary>
    public static PeerSelection? Find(StoreScpOptions options, string aeTitle, string ourAETitle) =>
        options.Scp.Peers.FirstOrDefault(peer => peer.AETitle == aeTitle) is { Host: { } host, Port: { } port } known
            ? new PeerSelection(
                new HostAndPort(host, port), aeTitle, ourAETitle, known.Tls, known.TrustedCAPath,
                known.Tls ? options.Tls.CertificatePath : null, known.Tls ? options.Tls.KeyPath : null, AcceptAnyCertificate: false)
            : null;
}
