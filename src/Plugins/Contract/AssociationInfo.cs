namespace StoreScp.Plugins;

/// <summary>The association an instance came on.</summary>
public sealed record AssociationInfo
{
    public required string CallingAETitle { get; init; }

    public required string CalledAETitle { get; init; }

    /// <summary>Address and port of the peer; empty when there is none, as in a test.</summary>
    public string PeerAddress { get; init; } = "";

    /// <summary>Subject of the peer's verified certificate; null without mutual TLS.</summary>
    public string? TlsSubject { get; init; }

    public string? ImplementationClassUID { get; init; }

    public string? ImplementationVersionName { get; init; }

    /// <summary>The server's own name of the association, as in its log and ledger.</summary>
    public string AssociationId { get; init; } = "";
}
