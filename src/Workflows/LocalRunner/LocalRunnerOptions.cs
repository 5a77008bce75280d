namespace StoreScp.LocalRunner;

/// <summary>Where the local runner keeps its executions, who it is, and its limits.</summary>
public sealed record LocalRunnerOptions
{
    /// <summary>The SQLite file; created when it is not there. Its folder must be.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>This process: an id that no other process ever had.</summary>
    public required string Holder { get; init; }

    /// <summary>Executions in hand at one time. Those that wait do not count.</summary>
    public int MaximumRunning { get; init; } = 16;

    /// <summary>How long closed executions and their history are kept; Step Functions keeps them 90 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How soon executions that another process started, or left behind, are seen.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an execution stays with a process that stopped answering; a quarter of it more for clocks that differ.</summary>
    public TimeSpan ClaimTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a statement waits for another process that is writing the file.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Makes the jitter of retries repeatable; null: it is not.</summary>
    public int? JitterSeed { get; init; }
}
