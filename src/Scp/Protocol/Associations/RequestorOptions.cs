namespace StoreScp.Protocol.Associations;

/// <summary>What a requestor asks for, and its limits and deadlines.</summary>
public sealed record RequestorOptions : UpperLayerOptions
{
    /// <summary>From A-ASSOCIATE-RQ to its answer.</summary>
    public TimeSpan AssociationAnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From A-RELEASE-RQ to A-RELEASE-RP.</summary>
    public TimeSpan ReleaseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest P-DATA-TF variable field we send, in bytes, whatever the peer would take.</summary>
    public uint MaximumSentPduLength { get; init; } = 131_072;
}
