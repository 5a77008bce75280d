namespace StoreScp.Receiving.Batching;

/// <summary>When a batch is sealed: below HealthImaging's quotas of a job (5,000 files, 10 GB).</summary>
public sealed record BatchOptions
{
    /// <summary>Nothing arrived and nothing was in flight for so long.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time one batch is open.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromMinutes(10);

    public int MaximumFiles { get; init; } = 4_500;

    public long MaximumBytes { get; init; } = 9_000_000_000;

    /// <summary>A longer object is imported alone.</summary>
    public long LargeFileBytes { get; init; } = 4_000_000_000;
}
