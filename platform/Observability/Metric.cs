using Pulumi;

namespace StoreScp.Platform.Observability;

/// <summary>A metric of CloudWatch, with its dimensions in order.</summary>
public sealed record Metric(string Namespace, string Name, params IReadOnlyList<(string Name, Input<string> Value)> Dimensions)
{
    /// <summary>Of the server's and the functions' documents (docs/operations.md, "Metrics in CloudWatch").</summary>
    public const string ServerNamespace = "StoreSCP";

    /// <summary>In front of every set of their dimensions.</summary>
    public const string EnvironmentDimension = "Environment";

    /// <summary>In a graph, where it is not that of the whole graph.</summary>
    public string? Statistic { get; init; }
}
