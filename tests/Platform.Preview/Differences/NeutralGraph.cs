using System.Text.Json;
using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Preview.Differences;

/// <summary>A graph without what must differ between environments: their names, their accounts, made-up ids. JSON in texts is opened.</summary>
internal sealed class NeutralGraph
{
    private readonly PlatformGraph _graph;
    private readonly References _references;

    public NeutralGraph(PlatformGraph graph)
    {
        (_graph, _references) = (graph, new(graph));
        Resources = graph.Resources.Where(resource => !resource.IsComponent)
            .ToDictionary(resource => $"{resource.Type.Split(':')[^1]} {Neutral(resource.Name)}", Leaves);
    }

    /// <summary>Type and name → path of each plain value → value.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<string, string>> Resources { get; }

    private SortedDictionary<string, string> Leaves(RecordedResource resource)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["(protected)"] = resource.Protect.ToString(),
            ["(kept when deleted here)"] = resource.RetainOnDelete.ToString(),
        };
        Add("", resource.Inputs);
        return leaves;

        void Add(string path, JsonNode? node)
        {
            if (node is JsonObject entries)
                foreach (var (key, value) in entries)
                    Add(path.Length == 0 ? key : $"{path}.{key}", value);
            else if (node is JsonArray plain && plain.All(item => item is JsonValue))
                leaves[path] = string.Join(", ", plain.Select(item => Neutral(item!.ToString())));
            else if (node is JsonArray items)
                foreach (var (index, item) in items.Index())
                    Add($"{path}[{Place(item, index)}]", item);
            else if (node is JsonValue value && value.TryGetValue(out string? text) && Opened(text) is { } opened)
                Add(path, opened);
            else
                leaves[path] = Neutral(node?.ToString() ?? "null");
        }
    }

    /// <summary>What has a name keeps its place when something is added before it.</summary>
    private static string Place(JsonNode? item, int index) =>
        (item as JsonObject)?.Where(entry => entry.Key is "Sid" or "name" or "Name" or "id").Select(entry => entry.Value?.ToString()).FirstOrDefault() ?? $"{index}";

    private static JsonNode? Opened(string text)
    {
        if (text.Length < 2 || text[0] is not ('{' or '['))
            return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Neutral(string text)
    {
        string name = _graph.Environment.Name;
        if (text == name)
            return "{environment}";
        return _references.Named(text)
            .Replace($"storescp-{name}", "storescp-{environment}", StringComparison.Ordinal)
            .Replace($"storescp/{name}", "storescp/{environment}", StringComparison.Ordinal)
            // In a search expression of the dashboard.
            .Replace($"\"{name}\"", "\"{environment}\"", StringComparison.Ordinal)
            .Replace(_graph.Environment.Value("AccountID"), "{account}", StringComparison.Ordinal);
    }
}
