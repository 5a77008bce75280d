namespace StoreScp.Platform.Observability;

/// <summary>One graph of the dashboard.</summary>
/// <param name="Statistic">Of all its metrics.</param>
public sealed record DashboardWidget(string Title, string Statistic, params IReadOnlyList<Metric> Metrics);
