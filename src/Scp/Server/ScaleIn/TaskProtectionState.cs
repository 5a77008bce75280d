namespace StoreScp.Server.ScaleIn;

/// <summary>What the agent is asked for, and says in its answer.</summary>
internal sealed record TaskProtectionState
{
    public bool ProtectionEnabled { get; init; }

    /// <summary>1–2,880; only with a protection.</summary>
    public int? ExpiresInMinutes { get; init; }
}
