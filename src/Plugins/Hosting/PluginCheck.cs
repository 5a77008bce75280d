using StoreScp.Plugins.Hosting.Folders;
using StoreScp.Plugins.Hosting.Loading;

namespace StoreScp.Plugins.Hosting;

/// <summary>Tells a vendor, before a site does, whether a published folder would be taken: whole, built for this contract, with its handlers in it.</summary>
/// <param name="Manifest">Null when it cannot be read.</param>
/// <param name="Hash">SHA-256 of plugin.sha256, for a site's AllowedHashes; null when the folder is not whole.</param>
/// <param name="Mistakes">One sentence each; none when the server would load it.</param>
public sealed record PluginCheck(PluginManifest? Manifest, string? Hash, IReadOnlyList<string> Mistakes)
{
    /// <summary>Loads the plugin and makes each of its handlers, without initializing them.</summary>
    /// <param name="folder">A published plugin.</param>
    /// <param name="scratchFolder">Where a copy may be made and removed again.</param>
    public static PluginCheck Run(string folder, string scratchFolder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(scratchFolder);
        if (new FolderScan([folder], []).Look().FirstOrDefault(found => found.Path == Path.GetFullPath(folder)) is not { } plugin)
            return new(null, null, [$"'{folder}' is no plugin: it holds neither {PluginManifest.FileName} nor {PluginSeal.FileName}."]);
        if (plugin.Refusal is { } refusal)
            return new(plugin.Manifest, null, [refusal]);
        try
        {
            var loaded = LoadedPlugin.Load(plugin, Path.Combine(Path.GetFullPath(scratchFolder), Guid.NewGuid().ToString("N")), new McMasterPluginLoader());
            try
            {
                return new(plugin.Manifest, plugin.Seal!.Hash, [.. plugin.Manifest!.Handlers.Select(handler => Make(loaded, handler)).OfType<string>()]);
            }
            finally
            {
                loaded.Unload();
            }
        }
        catch (PluginRefusedException e)
        {
            return new(plugin.Manifest, plugin.Seal!.Hash, [e.Message]);
        }
    }

    private static string? Make(LoadedPlugin plugin, HandlerManifest handler)
    {
        try
        {
            plugin.Create(handler);
            return null;
        }
        catch (PluginRefusedException e)
        {
            return e.Message;
        }
    }
}
