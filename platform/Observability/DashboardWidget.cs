namespace StoreScp.Platform.Observability;

/// <summary>One graph of the dashboard.</summary>
/// <param name="Statistic">Of its metrics, unless one has its own.</param>
public sealed record DashboardWidget(string Title, string Statistic, params IReadOnlyList<Metric> Metrics)
{
    /// <summary>Beside the metrics.</summary>
    public MetricSearch? Search { get; init; }
}
