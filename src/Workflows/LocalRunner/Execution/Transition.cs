using StoreScp.Storage;

namespace StoreScp.LocalRunner.Execution;

/// <summary>What an execution becomes next: written whole, before anything of it begins.</summary>
/// <param name="State">The state that is then in hand; of an ended execution, the last one.</param>
/// <param name="Data">JSON: its input; of an ended execution, the output.</param>
/// <param name="DueAt">When to go on: now, at the end of a Wait, or at the next attempt.</param>
/// <param name="History">What to add to the history.</param>
internal sealed record Transition(string State, string Data, DateTimeOffset DueAt, IReadOnlyList<HistoryEvent> History)
{
    public WorkflowStatus Status { get; init; } = WorkflowStatus.Running;

    public IReadOnlyList<int> Retries { get; init; } = [];

    public string? Error { get; init; }

    public string? Cause { get; init; }
}
