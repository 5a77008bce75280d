namespace StoreScp.Protocol.Dimse;

/// <summary>The services an acceptor offers beside Verification.</summary>
public sealed record DimseServices
{
    public required ICStoreProvider Storage { get; init; }
}
