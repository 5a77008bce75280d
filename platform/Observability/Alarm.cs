namespace StoreScp.Platform.Observability;

/// <summary>An alarm: what it means and what to look at, in words; above (or below) which value of which metrics, for how long.</summary>
/// <param name="Statistic">Also a percentile, such as p90, of a single metric.</param>
/// <param name="Metrics">Of several the sum.</param>
public sealed record Alarm(string Name, string Description, string Statistic, double Threshold, params IReadOnlyList<Metric> Metrics)
{
    public int PeriodSeconds { get; init; } = 300;

    public int Periods { get; init; } = 1;

    /// <summary>Otherwise above.</summary>
    public bool IsBelow { get; init; }

    /// <summary>No data is no comfort: nothing runs, or nothing comes.</summary>
    public bool MissingIsAlarming { get; init; }
}
