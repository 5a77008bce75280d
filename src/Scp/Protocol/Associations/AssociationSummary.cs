namespace StoreScp.Protocol.Associations;

/// <summary>One association, told in one line when it is over.</summary>
public sealed record AssociationSummary
{
    public required PeerConnection Peer { get; init; }

    public required AssociationEnd End { get; init; }

    /// <summary>Null when no A-ASSOCIATE-RQ was read. Safe to print.</summary>
    public string? CallingAETitle { get; init; }

    /// <inheritdoc cref="CallingAETitle"/>
    public string? CalledAETitle { get; init; }

    public string? PeerImplementationClassUID { get; init; }

    public string? PeerImplementationVersionName { get; init; }

    /// <summary>True once A-ASSOCIATE-AC was sent.</summary>
    public bool WasEstablished { get; init; }

    /// <summary>Requests received whole, of whatever kind.</summary>
    public int MessageCount { get; init; }

    /// <summary>C-STORE requests answered, with whatever status.</summary>
    public int InstanceCount { get; init; }

    /// <summary>Of those, the ones answered with a failure.</summary>
    public int FailedInstanceCount { get; init; }

    /// <summary>Bytes of data sets received.</summary>
    public long DataSetBytes { get; init; }

    public TimeSpan Duration { get; init; }
}
