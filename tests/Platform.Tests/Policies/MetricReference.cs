using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>A metric that an alarm, a graph or a scaling policy looks at.</summary>
internal sealed record MetricReference(string Owner, string Namespace, string Name, IReadOnlyDictionary<string, string> Dimensions)
{
    /// <summary>All of them; of alarms alone in a preview, where dashboards are unknown.</summary>
    public static IEnumerable<MetricReference> Of(PlatformGraph graph) => [.. graph.Of(MetricPolicies.Alarm).SelectMany(OfAlarm), .. graph.Of(MetricPolicies.Dashboard)
        .SelectMany(OfDashboard), .. graph.Of("aws:appautoscaling/policy:Policy").SelectMany(OfScaling)];

    private static IEnumerable<MetricReference> OfAlarm(RecordedResource alarm) => alarm.Inputs["metricQueries"] is JsonArray queries
        ? queries.Select(query => query!["metric"]).OfType<JsonObject>()
        .Select(metric => new MetricReference(alarm.Name, metric["namespace"]!.GetValue<string>(), metric["metricName"]!.GetValue<string>(), Map(metric["dimensions"])))
        : [new(alarm.Name, alarm.Text("namespace")!, alarm.Text("metricName")!, Map(alarm.Inputs["dimensions"]))];

    private static IEnumerable<MetricReference> OfDashboard(RecordedResource dashboard) => dashboard.Text("dashboardBody") is not { } body ? [] : JsonNode.Parse(body)!["widgets"]!.AsArray()
        .SelectMany(widget => widget!["properties"]!["metrics"]!.AsArray().Select(metric => FromArray(widget["properties"]!["title"]!.GetValue<string>(), metric!.AsArray())));

    private static IEnumerable<MetricReference> OfScaling(RecordedResource policy)
    {
        if (policy.Inputs["targetTrackingScalingPolicyConfiguration"]?["customizedMetricSpecification"] is { } metric)
            yield return new(policy.Name, metric["namespace"]!.GetValue<string>(), metric["metricName"]!.GetValue<string>(),
                metric["dimensions"]!.AsArray().ToDictionary(dimension => dimension!["name"]!.GetValue<string>(), dimension => dimension!["value"]!.GetValue<string>()));
    }

    private static MetricReference FromArray(string owner, JsonArray metric) => new(owner, metric[0]!.GetValue<string>(), metric[1]!.GetValue<string>(),
        metric.Skip(2).Chunk(2).ToDictionary(pair => pair[0]!.GetValue<string>(), pair => pair[1]!.GetValue<string>()));

    private static Dictionary<string, string> Map(JsonNode? dimensions) => (dimensions as JsonObject ?? []).ToDictionary(each => each.Key, each => each.Value!.GetValue<string>());
}
