using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StoreScp.Plugins.Hosting.Settings;

/// <summary>The settings of one handler, put together from its file and from what the site wrote inline.</summary>
/// <param name="Json">One JSON object, always written the same way: equal settings are equal text.</param>
/// <param name="Source">Where they were written, for error messages.</param>
/// <param name="Folder">What relative paths in them are relative to.</param>
internal sealed record HandlerSettings(string Json, string Source, string Folder)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="SettingsException">The file cannot be read or is no JSON object, or an inline key does not fit into it.</exception>
    public static HandlerSettings Read(HandlerOptions options, string settingsFolder)
    {
        var path = options.SettingsFile is { } file ? Path.GetFullPath(file, settingsFolder) : null;
        var root = path is null ? new JsonObject() : ReadFile(options, path);
        foreach (var (key, value) in options.Settings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Put(root, key, value, options.Name);
        var source = path is null ? $"The settings of handler '{options.Name}'"
            : options.Settings.Count == 0 ? $"The settings of handler '{options.Name}' in '{path}'"
            : $"The settings of handler '{options.Name}', inline and in '{path}'";
        return new(Arrays(root).ToJsonString(), source, path is null ? settingsFolder : Path.GetDirectoryName(path)!);
    }

    private static JsonObject ReadFile(HandlerOptions options, string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: Lenient) as JsonObject
                ?? throw new SettingsException($"The settings file '{path}' of handler '{options.Name}' holds no JSON object.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SettingsException($"The settings file '{path}' of handler '{options.Name}' cannot be read: {e.Message}");
        }
    }

    /// <summary>Puts one value in its place; a name that the file has in another case is the same name.</summary>
    private static void Put(JsonObject root, string path, string value, string handler)
    {
        var parts = path.Split(':');
        JsonNode at = root;
        for (var i = 0; i < parts.Length; i++)
        {
            var last = i == parts.Length - 1;
            var next = at switch
            {
                JsonObject into => InObject(into, parts[i], last ? value : null),
                JsonArray into => InArray(into, parts[i], last ? value : null),
                _ => null,
            };
            at = next ?? throw new SettingsException(
                $"The setting '{path}' of handler '{handler}' does not fit: '{string.Join(':', parts[..i])}' has no place for '{parts[i]}'.");
        }
    }

    private static JsonNode? InObject(JsonObject into, string name, string? value)
    {
        if (name.Length == 0)
            return null;
        var key = into.Select(member => member.Key).FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
        if (value is null)
            return into[key] ??= new JsonObject();
        into[key] = Value(value);
        return into[key];
    }

    private static JsonNode? InArray(JsonArray into, string name, string? value)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index > into.Count)
            return null;
        if (index == into.Count)
            into.Add(new JsonObject());
        if (value is null)
            return into[index];
        into[index] = Value(value);
        return into[index];
    }

    /// <summary>Numbers may stay text (the contract reads them so); of true and false there is no text form.</summary>
    private static JsonValue Value(string text) => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : JsonValue.Create(text);

    /// <summary>Objects whose members are 0, 1, 2 … become arrays, as settings by path write them.</summary>
    private static JsonNode Arrays(JsonNode node)
    {
        if (node is JsonArray array)
            return new JsonArray([.. array.Select(item => item is null ? null : Arrays(item.DeepClone()))]);
        if (node is not JsonObject found)
            return node.DeepClone();
        var members = found.Select(member => (member.Key, Value: member.Value is null ? null : Arrays(member.Value))).ToList();
        var count = members.Count;
        var isArray = count > 0 && Enumerable.Range(0, count).All(i => found.ContainsKey(i.ToString(CultureInfo.InvariantCulture)));
        if (!isArray)
            return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value)));
        return new JsonArray([.. members.OrderBy(member => int.Parse(member.Key, CultureInfo.InvariantCulture)).Select(member => member.Value)]);
    }
}
