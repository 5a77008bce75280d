namespace StoreScp.Server.Cli;

/// <summary>Which peer a command calls, and how.</summary>
internal sealed record PeerSelection(
    HostAndPort Peer, string CalledAETitle, string CallingAETitle, bool Tls, string? TrustedCAPath, string? CertificatePath, string? KeyPath, bool AcceptAnyCertificate);
