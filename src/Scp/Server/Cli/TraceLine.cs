namespace StoreScp.Server.Cli;

/// <summary>One step of `storescp trace --json`. These names are fixed: scripts read them.</summary>
internal sealed record TraceLine
{
    /// <summary>Null when the ledger knows that it happened, not when; such steps come last.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>One word or two, always the same ones: see docs/operations.md.</summary>
    public required string Step { get; init; }

    /// <summary>The step in words.</summary>
    public required string Detail { get; init; }

    /// <summary>As stored; null for steps of a whole batch.</summary>
    public string? SOPInstanceUID { get; init; }

    public string? BatchId { get; init; }
    public string? ExecutionName { get; init; }
    public string? ImportJobId { get; init; }
    public string? State { get; init; }
    public string? ImageSetId { get; init; }
    public int? ImageSetVersion { get; init; }
    public bool? IsPrimary { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Of the step `received`, 32 hexadecimal digits: the trace of the reception, when it was sampled; else null.</summary>
    public string? TraceId { get; init; }

    /// <summary>Of the step `handler`; else null.</summary>
    public HandlerLine? Handler { get; init; }
}
