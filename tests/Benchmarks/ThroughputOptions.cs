using StoreScp.Benchmarks.Reporting;

namespace StoreScp.Benchmarks;

/// <summary>What the throughput command was asked to do.</summary>
public sealed record ThroughputOptions
{
    public required IReadOnlyList<Scenario> Scenarios { get; init; }

    public required IReadOnlyList<string> Servers { get; init; }

    public required string Folder { get; init; }

    public required string Durability { get; init; }

    public required int Runs { get; init; }

    /// <summary>How often a run is repeated because something else kept the machine busy.</summary>
    public int QuietRepeats { get; init; }

    /// <summary>A published storescp to measure instead of publishing this checkout's.</summary>
    public string? ServerExecutable { get; init; }

    public bool MeasureAllocations { get; init; }

    public bool Steady { get; init; }

    public string? JsonFile { get; init; }
}
