using System.Text.Json.Nodes;
using Pulumi;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Observability;

/// <summary>The dashboard in CloudWatch: three graphs in a row.</summary>
public static class Dashboard
{
    private const int Columns = 3;
    private const int Width = 8;
    private const int Height = 6;
    private const int PeriodSeconds = 300;

    public static Aws.CloudWatch.Dashboard Create(ResourceNames names, IReadOnlyList<DashboardWidget> widgets, Resource parent) => new(names.Prefix, new()
    {
        DashboardName = names.Prefix,
        DashboardBody = Output.All(widgets.SelectMany(widget => widget.Metrics).SelectMany(metric => metric.Dimensions).Select(dimension => dimension.Value))
            .Apply(values => Body(widgets, new(values), names.Region)),
    }, new() { Parent = parent, DeleteBeforeReplace = true });

    /// <param name="dimensionValues">In the order of the widgets.</param>
    private static string Body(IReadOnlyList<DashboardWidget> widgets, Queue<string> dimensionValues, string region) => new JsonObject
    {
        ["widgets"] = new JsonArray([.. widgets.Index().Select(each => new JsonObject
        {
            ["type"] = "metric",
            ["x"] = each.Index % Columns * Width,
            ["y"] = each.Index / Columns * Height,
            ["width"] = Width,
            ["height"] = Height,
            ["properties"] = new JsonObject
            {
                ["title"] = each.Item.Title,
                ["region"] = region,
                ["view"] = "timeSeries",
                ["stat"] = each.Item.Statistic,
                ["period"] = PeriodSeconds,
                ["metrics"] = new JsonArray([.. each.Item.Metrics.Select(metric => MetricArray(metric, dimensionValues)), .. Searches(each.Item)]),
            },
        })]),
    }.ToJsonString();

    private static JsonArray MetricArray(Metric metric, Queue<string> dimensionValues)
    {
        var array = new JsonArray(metric.Namespace, metric.Name);
        foreach (var (name, _) in metric.Dimensions)
        {
            array.Add(name);
            array.Add(dimensionValues.Dequeue());
        }
        if (metric.Statistic is { } own)
            array.Add(new JsonObject { ["stat"] = own, ["label"] = $"{metric.Name} {own}" });
        return array;
    }

    private static IEnumerable<JsonNode> Searches(DashboardWidget widget)
    {
        if (widget.Search is { } search)
            yield return new JsonArray(new JsonObject { ["expression"] = search.Expression(widget.Statistic, PeriodSeconds), ["id"] = "search" });
    }
}
