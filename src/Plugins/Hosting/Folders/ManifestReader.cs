using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreScp.Plugins.Hosting.Folders;

/// <summary>Reads plugin.json: names in any case, comments and trailing commas allowed, unknown members refused.</summary>
public static class ManifestReader
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>The manifest, or null and the mistake, which names file and member.</summary>
    public static PluginManifest? Read(string folder, out string? mistake)
    {
        var path = Path.Combine(folder, PluginManifest.FileName);
        try
        {
            var manifest = JsonSerializer.Deserialize<PluginManifest>(File.ReadAllText(path), Options);
            mistake = manifest is null ? $"'{path}' holds no JSON object." : FindMistake(manifest) is { } found ? $"'{path}': {found}" : null;
            return mistake is null ? manifest : null;
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? FormattableString.Invariant($", line {line + 1}") : "";
            var member = e.Path is { Length: > 2 } at ? $", member '{at[2..]}'" : "";
            // What the serializer appends in other words is said already.
            mistake = $"'{path}'{place}{member}: {e.Message.Split(" Path: ")[0]}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistake = $"'{path}' cannot be read: {e.Message}";
        }
        return null;
    }

    private static string? FindMistake(PluginManifest manifest)
    {
        if (string.IsNullOrWhiteSpace(manifest.Name) || manifest.Name.Any(char.IsControl) || manifest.Name.Length > 100)
            return "'name' must be a text of at most 100 characters.";
        if (!SemanticVersion.TryParse(manifest.Version, out _))
            return $"'version' is '{manifest.Version}', which is no semantic version such as 1.2.0.";
        if (!manifest.Assembly.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(manifest.Assembly) != manifest.Assembly)
            return $"'assembly' is '{manifest.Assembly}'; it must name a .dll in the plugin's folder itself.";
        if (manifest.Handlers.Count == 0)
            return "'handlers' names no handler.";
        if (manifest.Handlers.GroupBy(handler => handler.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return $"'handlers' names '{twice.Key}' twice.";
        for (var i = 0; i < manifest.Handlers.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(manifest.Handlers[i].Name))
                return $"'handlers[{i}].name' is empty.";
            if (string.IsNullOrWhiteSpace(manifest.Handlers[i].Type))
                return $"'handlers[{i}].type' is empty.";
        }
        return null;
    }
}
