using System.Net;
using StoreScp.Receiving;

namespace StoreScp.Server.Settings;

/// <summary>The DICOM side: who we are, who may associate, how many, and how long anything may take.</summary>
internal sealed record ScpOptions
{
    /// <summary>The AE title we are called by, and the one we call others with (PS3.8 §9.3.2).</summary>
    public string AETitle { get; init; } = "STORESCP";

    /// <summary>Further AE titles we answer to.</summary>
    public IReadOnlyList<string> AETitles { get; init; } = [];

    /// <summary>Port without TLS; 0 lets the operating system choose, null is off.</summary>
    public int? Port { get; init; } = 11112;

    /// <summary>Address to listen on; null is all of them.</summary>
    public IPAddress? BindAddress { get; init; }

    public int MaximumAssociations { get; init; } = 300;

    /// <summary>Associations one calling AE title may have at a time; 0 is no limit of its own.</summary>
    public int MaximumAssociationsPerAE { get; init; }

    /// <summary>Connections that have not associated yet.</summary>
    public int MaximumPendingConnections { get; init; } = 1000;

    public int MaximumPendingConnectionsPerAddress { get; init; } = 400;

    /// <summary>Longest wait for the rest of a message that has begun (the parameter DIMSETimeout).</summary>
    public TimeSpan DimseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for the peer to close after a rejection, release or abort (PS3.8 §9.1.5).</summary>
    public TimeSpan ArtimTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From TCP accept until the A-ASSOCIATE-RQ is complete.</summary>
    public TimeSpan AssociationRequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest silence between two messages.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(300);

    public TimeSpan ReleaseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time one write may wait for a peer that does not read.</summary>
    public TimeSpan NetworkWriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest P-DATA-TF we ask for, in bytes (PS3.8 §D.1).</summary>
    public int MaximumPduLength { get; init; } = 262_144;

    public bool AcceptUnknownCallingAE { get; init; } = true;

    public bool AcceptUnknownSopClasses { get; init; } = true;

    /// <summary>Transfer syntax UIDs, the most wanted first; the peer's order decides among the rest.</summary>
    public IReadOnlyList<string> TransferSyntaxPreference { get; init; } = [];

    public DuplicatePolicy DuplicatePolicy { get; init; } = DuplicatePolicy.KeepBoth;

    public InvalidUIDPolicy InvalidUIDPolicy { get; init; } = InvalidUIDPolicy.Refuse;

    /// <summary>After SIGTERM: how long associations may go on as if nothing had happened.</summary>
    public TimeSpan DrainGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After SIGTERM: when everything ends, whatever it is doing.</summary>
    public TimeSpan DrainMaximum { get; init; } = TimeSpan.FromSeconds(110);

    /// <summary>Addresses that may associate at all; empty is everybody.</summary>
    public IReadOnlyList<IPNetwork> PeerCIDRs { get; init; } = [];

    public IReadOnlyList<PeerOptions> Peers { get; init; } = [];

    /// <summary>All titles an association may call.</summary>
    public IEnumerable<string> CalledAETitles => AETitles.Prepend(AETitle).Distinct(StringComparer.Ordinal);
}
