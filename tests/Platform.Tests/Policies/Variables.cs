using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>The containers of the task, and the environment variables of server and functions.</summary>
internal static class Variables
{
    public const string TaskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

    public const string Function = "aws:lambda/function:Function";

    /// <summary>None in a preview.</summary>
    public static IReadOnlyList<JsonObject> Containers(PlatformGraph graph) =>
        graph.Of(TaskDefinition).Single().Text("containerDefinitions") is { } text ? [.. JsonNode.Parse(text)!.AsArray().Select(container => container!.AsObject())] : [];

    public static IEnumerable<KeyValuePair<string, string>> OfServer(PlatformGraph graph) => Containers(graph)
        .SelectMany(container => container["environment"]?.AsArray() ?? [])
        .Select(variable => KeyValuePair.Create(variable!["name"]!.GetValue<string>(), variable["value"]!.GetValue<string>()));

    public static IEnumerable<KeyValuePair<string, string>> OfFunction(RecordedResource function) =>
        function.Inputs["environment"]!["variables"]!.AsObject().Select(variable => KeyValuePair.Create(variable.Key, variable.Value!.GetValue<string>()));
}
