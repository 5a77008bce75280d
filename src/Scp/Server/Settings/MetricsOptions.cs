namespace StoreScp.Server.Settings;

/// <summary>Metrics to CloudWatch, beside those that /metrics shows.</summary>
internal sealed record MetricsOptions
{
    /// <summary>Documents in Embedded Metric Format on standard output.</summary>
    public bool EmbeddedMetricFormat { get; init; }

    /// <summary>Between two documents.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Value of a dimension Environment, which tells several installations in one account apart; null: no such dimension.</summary>
    public string? Environment { get; init; }
}
