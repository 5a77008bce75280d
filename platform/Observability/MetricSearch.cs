namespace StoreScp.Platform.Observability;

/// <summary>A metric of the server's and the functions' for each value that a dimension has had: what the values are need not be known.</summary>
public sealed record MetricSearch(string Name, string Dimension, string Environment)
{
    /// <summary>CloudWatch's search expression. The braces name all dimensions that the metrics have, and no other.</summary>
    public string Expression(string statistic, int periodSeconds) => FormattableString.Invariant(
        $"SEARCH('{{{Metric.ServerNamespace},{Metric.EnvironmentDimension},{Dimension}}} MetricName=\"{Name}\" {Metric.EnvironmentDimension}=\"{Environment}\"', '{statistic}', {periodSeconds})");
}
