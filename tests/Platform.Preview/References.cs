using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Preview;

/// <summary>Who refers to whom: the recorder makes each id and ARN up once, so its text is found again in the inputs of others.</summary>
internal sealed class References
{
    private readonly List<(string Text, RecordedResource Owner)> _texts;

    private readonly List<(string Name, RecordedResource Owner)> _names;

    public References(PlatformGraph graph)
    {
        var resources = graph.Resources.Where(resource => !resource.IsComponent).ToList();
        _texts = [.. resources.SelectMany(resource => Made(resource).Distinct().Select(text => (text, resource))).DistinctBy(each => each.text).OrderByDescending(each => each.text.Length)];
        _names = [.. resources.Where(resource => GivenName(resource) is not null).Select(resource => (GivenName(resource)!, resource))];
    }

    /// <summary>By an id or ARN anywhere, or by a name that was given and stands alone, be it in JSON.</summary>
    public IEnumerable<RecordedResource> From(RecordedResource resource)
    {
        string inputs = string.Join('\n', resource.Inputs.Where(input => input.Key != "name").SelectMany(input => Texts(input.Value)).Select(text => $"\"{text}\""));
        var found = _names.Where(each => inputs.Contains($"\"{each.Name}\"", StringComparison.Ordinal)).Select(each => each.Owner).ToHashSet();
        foreach (var (text, owner) in _texts)
        {
            // An ARN has the name in it, which something else may have, too: the longest is what is meant.
            if (!inputs.Contains(text, StringComparison.Ordinal))
                continue;
            found.Add(owner);
            inputs = inputs.Replace(text, "", StringComparison.Ordinal);
        }
        return found.Where(owner => owner != resource);
    }

    /// <summary>The text with what it refers to in the place of made-up ids.</summary>
    public string Named(string text)
    {
        foreach (var (made, owner) in _texts)
        {
            if (text.Contains(made, StringComparison.Ordinal))
                text = text.Replace(made, $"<{owner.Type.Split(':')[^1]} {owner.Name}>", StringComparison.Ordinal);
        }
        return text;
    }

    public static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject entries => entries.SelectMany(entry => Texts(entry.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };

    private static string? GivenName(RecordedResource resource) => resource.Text(resource.Type == "aws:s3/bucket:Bucket" ? "bucket" : "name");

    /// <summary>What was not given to it, but came of it.</summary>
    private static IEnumerable<string> Made(RecordedResource resource) =>
        Texts(resource.Outputs).Append(resource.Id).Where(text => text.Length > 0).Except(Texts(resource.Inputs));
}
