using System.Net;
using StoreScp.Receiving.Commitments;

namespace StoreScp.Server.Settings;

/// <summary>A known application entity: what proves that it is itself, and where we call it back.</summary>
internal sealed record PeerOptions
{
    public required string AETitle { get; init; }

    /// <summary>Where we open associations to it, to answer a storage commitment or to forward instances.</summary>
    public string? Host { get; init; }

    public int? Port { get; init; }

    /// <summary>Addresses it may call from; empty is any.</summary>
    public IReadOnlyList<IPNetwork> CIDRs { get; init; } = [];

    /// <summary>Distinguished name its client certificate must carry.</summary>
    public string? TlsSubject { get; init; }

    /// <summary>We call it with TLS, and with our own certificate where the Tls settings name one.</summary>
    public bool Tls { get; init; }

    /// <summary>PEM file of the authorities that sign its server certificate; null: those of the operating system.</summary>
    public string? TrustedCAPath { get; init; }

    /// <summary>Null: as Commitment:Policy says.</summary>
    public CommitmentPolicy? CommitmentPolicy { get; init; }

    /// <summary>Null: as Commitment:CommitWhenModified says.</summary>
    public bool? CommitWhenModified { get; init; }
}
