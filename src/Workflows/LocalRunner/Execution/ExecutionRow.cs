namespace StoreScp.LocalRunner.Execution;

/// <summary>A running execution that this runner has claimed, as it is on the disk.</summary>
internal sealed record ExecutionRow
{
    public required string Name { get; init; }

    /// <summary><see cref="Definition.WorkflowDefinition.Hash"/> of the version that it was started with.</summary>
    public required string DefinitionHash { get; init; }

    /// <summary>The state in hand; of a Wait, one whose time has come.</summary>
    public required string State { get; init; }

    /// <summary>JSON: the input of the state in hand.</summary>
    public required string Data { get; init; }

    /// <summary>Attempts so far by each retrier of the state in hand; empty before the first.</summary>
    public required IReadOnlyList<int> Retries { get; init; }

    /// <summary>When the execution times out.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Events in its history.</summary>
    public required int EventCount { get; init; }

    /// <summary>Raised by every claim and every transition: whoever knows an older one has lost the execution.</summary>
    public required long Revision { get; init; }
}
