using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;
using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests;

/// <summary>A graph as text that people review: resources by type and name, with their inputs; policies and other JSON texts unfolded.</summary>
internal static class Snapshot
{
    public static string Of(PlatformGraph graph)
    {
        var text = new StringBuilder();
        foreach (var resource in graph.Resources.Where(resource => !resource.IsComponent).OrderBy(resource => resource.Type, StringComparer.Ordinal)
            .ThenBy(resource => resource.Name, StringComparer.Ordinal))
        {
            text.Append(resource.Type).Append(' ').Append(resource.Name).Append(string.Concat(Options(resource).Select(option => $" [{option}]"))).Append('\n');
            foreach (var (input, value) in resource.Inputs)
                Write(text, 1, input, resource.Type == WorkflowPolicies.Machine && input == "definition" ? "import.asl.json, filled in" : value);
        }
        return text.ToString();
    }

    private static IEnumerable<string> Options(RecordedResource resource)
    {
        if (resource.Protect)
            yield return "protected";
        if (resource.RetainOnDelete)
            yield return "retained";
        if (resource.DependsOn.Count > 0)
            yield return $"after: {string.Join(", ", resource.DependsOn)}";
        if (resource.IgnoreChanges.Count > 0)
            yield return $"changes ignored: {string.Join(", ", resource.IgnoreChanges)}";
    }

    private static void Write(StringBuilder text, int depth, string label, JsonNode? value)
    {
        text.Append(' ', 2 * depth).Append(label).Append(':');
        switch (Unfolded(value))
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n');
                foreach (var (key, member) in map)
                    Write(text, depth + 1, key, member);
                break;
            case JsonArray { Count: > 0 } list when list.All(item => item is JsonValue):
                text.Append(" [").AppendJoin(", ", list.Select(item => item!.ToString())).Append("]\n");
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                foreach (var (index, item) in list.Index())
                    Write(text, depth + 1, item is JsonObject && (item["name"] ?? item["Sid"]) is { } name ? $"- {name}" : $"- {index}", item);
                break;
            case var scalar:
                text.Append(' ').Append(scalar switch { null => "null", JsonValue => scalar.ToString(), _ => scalar.ToJsonString() }).Append('\n');
                break;
        }
    }

    private static JsonNode? Unfolded(JsonNode? value)
    {
        if (value?.GetValueKind() != JsonValueKind.String || value.GetValue<string>() is not ['{' or '[', ..] json)
            return value;
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            // A filter pattern looks like JSON and is none.
            return value;
        }
    }
}
