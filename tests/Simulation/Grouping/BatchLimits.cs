namespace StoreScp.Simulation;

/// <summary>When a batch is sealed; the defaults of the product (docs/architecture.md).</summary>
internal sealed record BatchLimits
{
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromMinutes(10);

    public int MaximumFiles { get; init; } = 4500;

    public long MaximumBytes { get; init; } = 9_000_000_000;

    /// <summary>
    /// The product's rule: neither quiet nor age seals while an earlier batch of the study waits or imports. The new one could
    /// not start anyway, and what comes meanwhile joins it.
    /// </summary>
    public bool HoldsWhileStudyImports { get; init; } = true;

    /// <summary>A larger file is a batch of its own.</summary>
    public long LargeFileBytes { get; init; } = 4_000_000_000;
}
