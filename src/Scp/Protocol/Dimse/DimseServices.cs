namespace StoreScp.Protocol.Dimse;

/// <summary>The services an acceptor offers beside Verification.</summary>
public sealed record DimseServices
{
    public required ICStoreProvider Storage { get; init; }

    /// <summary>Storage Commitment Push Model (PS3.4 Annex J); null when it is not offered.</summary>
    public INActionProvider? StorageCommitment { get; init; }
}
