namespace StoreScp.Simulation;

/// <summary>One run: whose day, which way of making jobs, under which quotas.</summary>
internal sealed record Scenario
{
    public required Hospital Hospital { get; init; }

    public Way Way { get; init; } = Way.BatchesAndDispatcher;

    public BatchLimits Batches { get; init; } = new();

    public Quotas Quotas { get; init; } = new();

    public JobTime JobTime { get; init; } = new();
}
