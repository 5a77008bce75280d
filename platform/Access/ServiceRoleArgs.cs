namespace StoreScp.Platform.Access;

/// <summary>Who takes a role, and what it may.</summary>
public sealed record ServiceRoleArgs
{
    /// <summary>The service that takes it, such as ecs-tasks.amazonaws.com.</summary>
    public required string Service { get; init; }

    /// <summary>Against a service that acts for somebody else's resource.</summary>
    public required IReadOnlyList<Condition> TrustConditions { get; init; }

    public required IReadOnlyList<Statement> Statements { get; init; }

    public required string Description { get; init; }

    /// <summary>Empty: none.</summary>
    public required string PermissionsBoundaryArn { get; init; }
}
