using StoreScp.Receiving.Batching;

namespace StoreScp.Server.Settings;

/// <summary>When the batch of a study is sealed and handed to the import.</summary>
internal sealed record BatchSettings
{
    /// <summary>Nothing arrived for the study for so long.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time a batch is open.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>HealthImaging takes 5,000 files in one job.</summary>
    public int MaximumFiles { get; init; } = 4_500;

    /// <summary>HealthImaging takes 10 GB in one job.</summary>
    public long MaximumBytes { get; init; } = 9_000_000_000;

    /// <summary>A longer object is imported alone.</summary>
    public long LargeFileBytes { get; init; } = 4_000_000_000;

    /// <summary>How long a process that stopped answering keeps its batches, and the work of all that one does.</summary>
    public TimeSpan LeaseTime { get; init; } = ProcessLease.DefaultLength;

    public BatchOptions ToOptions() => new()
    {
        QuietPeriod = QuietPeriod,
        MaximumAge = MaximumAge,
        MaximumFiles = MaximumFiles,
        MaximumBytes = MaximumBytes,
        LargeFileBytes = LargeFileBytes,
    };
}
