using System.Net;

namespace StoreScp.Protocol.Associations;

/// <summary>The transport connection of one association: what the server knows before the peer has said anything.</summary>
public sealed record PeerConnection
{
    public required EndPoint Remote { get; init; }

    public required EndPoint Local { get; init; }

    /// <summary>The subject of the peer's verified certificate, null without mutual TLS.</summary>
    public string? TlsSubject { get; init; }

    /// <summary>Our own name of the connection, for logs and rows.</summary>
    public required string AssociationId { get; init; }
}
