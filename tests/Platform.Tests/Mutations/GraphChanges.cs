using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Mutations;

/// <summary>A recorded graph with one thing changed; the graph itself stays as it is.</summary>
internal static class GraphChanges
{
    public static PlatformGraph Replace(this PlatformGraph graph, string type, Func<RecordedResource, RecordedResource> change, string? name = null)
    {
        var found = graph.Resources.First(resource => resource.Type == type && (name is null || resource.Name == Full(graph, name)));
        return graph with { Resources = [.. graph.Resources.Select(resource => resource == found ? change(resource) : resource)] };
    }

    /// <summary>The inputs of the first resource of a type, or of the one with this name.</summary>
    public static PlatformGraph Change(this PlatformGraph graph, string type, Action<JsonObject> change, string? name = null) => graph.Replace(type, resource =>
    {
        var inputs = resource.Inputs.DeepClone().AsObject();
        change(inputs);
        return resource with { Inputs = inputs };
    }, name);

    public static PlatformGraph Set(this PlatformGraph graph, string type, string input, JsonNode? value, string? name = null) => graph.Change(type, inputs => inputs[input] = value, name);

    /// <summary>An input that is JSON in a text.</summary>
    public static PlatformGraph ChangeText(this PlatformGraph graph, string type, string input, Action<JsonNode> change, string? name = null) => graph.Change(type, inputs =>
    {
        var json = JsonNode.Parse(inputs[input]!.GetValue<string>())!;
        change(json);
        inputs[input] = json.ToJsonString();
    }, name);

    public static PlatformGraph ChangeStatement(this PlatformGraph graph, string type, string sid, Action<JsonObject> change, string? name = null) => graph.ChangeText(
        type, type == Policies.AccessPolicies.Role ? "assumeRolePolicy" : "policy",
        json => change(json["Statement"]!.AsArray().Single(statement => statement!["Sid"]!.GetValue<string>() == sid)!.AsObject()), name);

    public static PlatformGraph ChangeServer(this PlatformGraph graph, Action<JsonObject> change) => graph.ChangeText(
        Policies.Variables.TaskDefinition, "containerDefinitions", json => change(json.AsArray().Single(container => container!["name"]!.GetValue<string>() == "storescp")!.AsObject()));

    /// <summary>In the dashboard's search expression.</summary>
    public static PlatformGraph ChangeSearch(this PlatformGraph graph, string from, string to) => graph.ChangeText(Policies.MetricPolicies.Dashboard, "dashboardBody", json =>
    {
        var search = json["widgets"]!.AsArray().Select(widget => widget!["properties"]!["metrics"]![0]![0]).OfType<JsonObject>().Single();
        search["expression"] = search["expression"]!.GetValue<string>().Replace(from, to, StringComparison.Ordinal);
    });

    public static PlatformGraph Without(this PlatformGraph graph, string type, string? name = null) =>
        graph with { Resources = [.. graph.Resources.Where(resource => resource.Type != type || (name is not null && resource.Name != Full(graph, name)))] };

    /// <summary>A second one of the first of a type, under another name.</summary>
    public static PlatformGraph Copy(this PlatformGraph graph, string type, string name, Action<JsonObject> change)
    {
        var inputs = graph.Of(type).First().Inputs.DeepClone().AsObject();
        change(inputs);
        return graph with { Resources = [.. graph.Resources, graph.Of(type).First() with { Name = Full(graph, name), Inputs = inputs }] };
    }

    private static string Full(PlatformGraph graph, string name) => name.Length == 0 ? $"storescp-{graph.Environment.Name}" : $"storescp-{graph.Environment.Name}-{name}";
}
