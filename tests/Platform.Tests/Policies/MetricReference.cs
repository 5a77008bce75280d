using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>A metric that an alarm, a graph or a scaling policy looks at.</summary>
internal sealed partial record MetricReference(string Owner, string Namespace, string Name, IReadOnlyDictionary<string, string> Dimensions)
{
    /// <summary>The value of a dimension that is searched for.</summary>
    public const string Any = "*";

    /// <summary>All of them; of alarms alone in a preview, where dashboards are unknown.</summary>
    public static IEnumerable<MetricReference> Of(PlatformGraph graph) => [.. graph.Of(MetricPolicies.Alarm).SelectMany(OfAlarm), .. graph.Of(MetricPolicies.Dashboard)
        .SelectMany(OfDashboard), .. graph.Of("aws:appautoscaling/policy:Policy").SelectMany(OfScaling)];

    private static IEnumerable<MetricReference> OfAlarm(RecordedResource alarm) => alarm.Inputs["metricQueries"] is JsonArray queries
        ? queries.Select(query => query!["metric"]).OfType<JsonObject>()
        .Select(metric => new MetricReference(alarm.Name, metric["namespace"]!.GetValue<string>(), metric["metricName"]!.GetValue<string>(), Map(metric["dimensions"])))
        : [new(alarm.Name, alarm.Text("namespace")!, alarm.Text("metricName")!, Map(alarm.Inputs["dimensions"]))];

    public static IEnumerable<MetricReference> OfDashboard(RecordedResource dashboard) => dashboard.Text("dashboardBody") is not { } body ? [] : JsonNode.Parse(body)!["widgets"]!.AsArray()
        .SelectMany(widget => widget!["properties"]!["metrics"]!.AsArray().Select(metric => FromArray(widget["properties"]!["title"]!.GetValue<string>(), metric!.AsArray())));

    /// <summary>A search is for a metric with all of the dimensions that it names, each with the value that it asks for, or any.</summary>
    private static MetricReference FromSearch(string owner, string expression)
    {
        var search = Search().Match(expression);
        var asked = Asked().Matches(search.Groups["terms"].Value).ToDictionary(term => term.Groups["key"].Value, term => term.Groups["value"].Value);
        return new(owner, search.Groups["namespace"].Value, asked.GetValueOrDefault("MetricName", $"no search: {expression}"),
            search.Groups["dimension"].Captures.ToDictionary(dimension => dimension.Value, dimension => asked.GetValueOrDefault(dimension.Value, Any)));
    }

    private static IEnumerable<MetricReference> OfScaling(RecordedResource policy)
    {
        if (policy.Inputs["targetTrackingScalingPolicyConfiguration"]?["customizedMetricSpecification"] is { } metric)
            yield return new(policy.Name, metric["namespace"]!.GetValue<string>(), metric["metricName"]!.GetValue<string>(),
                metric["dimensions"]!.AsArray().ToDictionary(dimension => dimension!["name"]!.GetValue<string>(), dimension => dimension!["value"]!.GetValue<string>()));
    }

    /// <summary>A metric may end with how it is drawn.</summary>
    private static MetricReference FromArray(string owner, JsonArray metric) => metric[0] is JsonObject search ? FromSearch(owner, search["expression"]!.GetValue<string>()) : new(owner, metric[0]!.GetValue<string>(), metric[1]!.GetValue<string>(),
        metric.Skip(2).Where(part => part is not JsonObject).Chunk(2).ToDictionary(pair => pair[0]!.GetValue<string>(), pair => pair[1]!.GetValue<string>()));

    [GeneratedRegex("""^SEARCH\('\{(?<namespace>\w+)(,(?<dimension>\w+))*\} (?<terms>[^']*)', '\w+', \d+\)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Search();

    [GeneratedRegex("(?<key>\\w+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Asked();

    private static Dictionary<string, string> Map(JsonNode? dimensions) => (dimensions as JsonObject ?? []).ToDictionary(each => each.Key, each => each.Value!.GetValue<string>());
}
