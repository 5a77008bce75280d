using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StoreScp.LocalRunner.Definition;

/// <summary>A reference path of the form <c>$.name.name</c> (Amazon States Language, "Reference Paths"); others are not supported.</summary>
internal sealed partial class ReferencePath
{
    private readonly string _text;
    private readonly string[] _names;

    private ReferencePath(string text)
    {
        _text = text;
        _names = text[2..].Split('.');
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out ReferencePath? path)
    {
        path = Form().IsMatch(text) ? new ReferencePath(text) : null;
        return path is not null;
    }

    /// <summary>False when nothing is there; a JSON null is there.</summary>
    public bool TryFind(JsonNode? root, out JsonNode? value)
    {
        value = root;
        foreach (var name in _names)
        {
            if (value is not JsonObject item || !item.TryGetPropertyValue(name, out value))
                return false;
        }
        return true;
    }

    /// <summary>Puts a value there, with the objects on the way to it; false when something else is in the way.</summary>
    public bool TryPut(JsonNode? root, JsonNode? value)
    {
        var parent = root as JsonObject;
        foreach (var name in _names.AsSpan(..^1))
        {
            if (parent is null)
                return false;
            if (!parent.ContainsKey(name))
                parent[name] = new JsonObject();
            parent = parent[name] as JsonObject;
        }
        if (parent is null)
            return false;
        parent[_names[^1]] = value;
        return true;
    }

    public override string ToString() => _text;

    [GeneratedRegex(@"^\$(\.[A-Za-z_][A-Za-z0-9_]*)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
