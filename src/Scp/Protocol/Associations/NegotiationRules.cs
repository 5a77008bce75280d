namespace StoreScp.Protocol.Associations;

/// <summary>What an acceptor accepts, and what it says of itself.</summary>
public sealed record NegotiationRules
{
    public required string ImplementationClassUID { get; init; }

    public string? ImplementationVersionName { get; init; }

    /// <summary>Accept SOP classes that the standard does not know (private or newer than us) as storage SOP classes.</summary>
    public bool AcceptUnknownSOPClasses { get; init; } = true;

    /// <summary>When set, the only storage SOP classes to accept.</summary>
    public IReadOnlySet<string>? OnlySOPClasses { get; init; }

    /// <summary>Accept the Storage Commitment Push Model SOP Class, whatever <see cref="OnlySOPClasses"/> says (PS3.4 Annex J).</summary>
    public bool AcceptStorageCommitment { get; init; }

    public TransferSyntaxPreference TransferSyntaxes { get; init; } = TransferSyntaxPreference.FirstProposed;

    /// <summary>Answer element coercion 1 (may coerce) in storage extended negotiation; 0 promises that nothing is ever edited (PS3.4 §B.3.1).</summary>
    public bool MayCoerceElements { get; init; } = true;

    /// <summary>Set when the policy has verified the user identity: it is sent as the positive response, if one was asked for.</summary>
    public ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }
}
