namespace StoreScp.Simulation;

/// <summary>What one run showed.</summary>
internal sealed record RunResult
{
    public required int Files { get; init; }

    public required long Bytes { get; init; }

    public required int Jobs { get; init; }

    public required int MostWaiting { get; init; }

    public required TimeSpan LongestWait { get; init; }

    /// <summary>From a study's last instance to everything of it Imported, ascending; <see cref="TimeSpan.MaxValue"/> for never within the run.</summary>
    public required IReadOnlyList<TimeSpan> StudyTimes { get; init; }

    public required int UnfinishedStudies { get; init; }

    public required int Throttled { get; init; }

    public required int QuotaExceeded { get; init; }

    public required int OverLimit { get; init; }

    public required int Overlaps { get; init; }

    /// <summary>Batches by why they were sealed; empty where there are no batches.</summary>
    public required IReadOnlyDictionary<string, int> Seals { get; init; }

    /// <summary>The nearest-rank percentile of <see cref="StudyTimes"/>.</summary>
    public TimeSpan Percentile(int percent) => StudyTimes[Math.Max(0, (int)Math.Ceiling(StudyTimes.Count * percent / 100.0) - 1)];
}
