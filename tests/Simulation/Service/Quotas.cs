namespace StoreScp.Simulation;

/// <summary>The quotas of HealthImaging that importing meets; the defaults are those AWS documents for most regions.</summary>
internal sealed record Quotas
{
    /// <summary>StartDICOMImportJob, sustained; beyond it HTTP 429.</summary>
    public double StartsPerSecond { get; init; } = 1;

    public double StartBurst { get; init; } = 2;

    /// <summary>Per data store (20 in ap-southeast-2); beyond it HTTP 402.</summary>
    public int ConcurrentJobs { get; init; } = 100;

    public int FilesPerJob { get; init; } = 5000;

    public long BytesPerJob { get; init; } = 10_000_000_000;
}
