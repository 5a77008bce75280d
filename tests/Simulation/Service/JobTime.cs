namespace StoreScp.Simulation;

/// <summary>How long an import job takes: a fixed part, as AWS's own samples show for a few files, and a part that grows (an assumption).</summary>
internal sealed record JobTime
{
    public TimeSpan FixedMinimum { get; init; } = TimeSpan.FromSeconds(90);

    public TimeSpan FixedMaximum { get; init; } = TimeSpan.FromSeconds(120);

    public double SecondsPerFile { get; init; } = 0.015;

    public double BytesPerSecond { get; init; } = 100e6;

    public TimeSpan Of(ImportUnit unit, SeededRandom random) =>
        random.Between(FixedMinimum, FixedMaximum) + TimeSpan.FromSeconds((unit.Files * SecondsPerFile) + (unit.Bytes / BytesPerSecond));
}
