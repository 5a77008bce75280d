using System.Text.Json;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

/// <summary>plugin.json, as far as a test needs it.</summary>
internal sealed record TestManifest
{
    private const string FileName = "plugin.json";

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Assembly { get; init; }

    public required IReadOnlyList<TestManifestHandler> Handlers { get; init; }

    public string? Description { get; init; }

    public string? Vendor { get; init; }

    /// <summary>What the manifest beside the handler's assembly says of it; null when there is none, or another plugin's.</summary>
    /// <exception cref="PluginSetupException">It cannot be read, or does not name the handler.</exception>
    public static HandlerTraits? Find(Type handler)
    {
        var path = Path.Combine(FolderOf(handler), FileName);
        if (!File.Exists(path))
            return null;
        var manifest = Read(path);
        if (!Path.GetFileNameWithoutExtension(manifest.Assembly).Equals(handler.Assembly.GetName().Name, StringComparison.OrdinalIgnoreCase))
            return null;
        var named = manifest.Handlers.FirstOrDefault(entry => entry.Type == handler.FullName) ?? throw new PluginSetupException(
            $"'{path}' names no handler of the type '{handler.FullName}'; it names {string.Join(", ", manifest.Handlers.Select(entry => $"'{entry.Type}'"))}.");
        return new HandlerTraits
        {
            Name = named.Name,
            PluginName = manifest.Name,
            PluginVersion = manifest.Version,
            Needs = named.Needs,
            ProtectsPatients = named.ProtectsPatients,
            ChangesUIDs = named.ChangesUIDs,
        };
    }

    public static string FolderOf(Type handler) =>
        Path.GetDirectoryName(handler.Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    private static TestManifest Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<TestManifest>(File.ReadAllText(path), SettingsJsonOptions.Create()) ?? throw new JsonException("An object is expected.");
        }
        catch (JsonException e)
        {
            throw new PluginSetupException($"'{path}': {e.Message}", e);
        }
    }
}
