namespace StoreScp.Server.ScaleIn;

/// <summary>The agent's answer: one of three.</summary>
internal sealed record TaskProtectionAnswer
{
    public TaskProtectionState? Protection { get; init; }

    /// <summary>Why ECS refused.</summary>
    public TaskProtectionFailure? Failure { get; init; }

    /// <summary>Why the agent could not ask.</summary>
    public TaskProtectionFailure? Error { get; init; }
}
