namespace StoreScp.Protocol.Associations;

/// <summary>Limits and deadlines of an association that a peer asks for.</summary>
public sealed record AcceptorOptions : UpperLayerOptions
{
    /// <summary>From the accepted connection to the last byte of the A-ASSOCIATE-RQ (ARTIM in Sta2).</summary>
    public TimeSpan AssociationRequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From one message to the next.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The longest data set we hand to a provider, in bytes; beyond it the instance is refused (A700H), and at twice this the association is aborted.</summary>
    public long MaximumDataSetBytes { get; init; } = 16L * 1024 * 1024 * 1024;
}
