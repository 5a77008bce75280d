namespace StoreScp.LocalRunner;

/// <summary>One line of an execution's history.</summary>
public sealed record HistoryEvent(DateTimeOffset At, HistoryKind Kind)
{
    /// <summary>Null for events of the execution itself.</summary>
    public string? State { get; init; }

    /// <summary>The error name, where there is one.</summary>
    public string? Error { get; init; }

    /// <summary>Plain words to <see cref="Error"/>.</summary>
    public string? Cause { get; init; }

    /// <summary>Of <see cref="HistoryKind.TaskRetried"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
