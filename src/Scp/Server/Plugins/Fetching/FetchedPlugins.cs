using StoreScp.Server.Settings;

namespace StoreScp.Server.Plugins.Fetching;

/// <summary>Where fetched plugins are: Storage:Path/plugins-fetched/{SHA-256 of the zip}. A folder has that name when it is complete, and not before.</summary>
internal sealed class FetchedPlugins(string storagePath)
{
    public string Root { get; } = Path.Combine(Path.GetFullPath(storagePath), "plugins-fetched");

    public string FolderOf(PluginFetchOptions plugin) => Path.Combine(Root, plugin.Sha256);

    public bool IsThere(PluginFetchOptions plugin) => Directory.Exists(FolderOf(plugin));

    /// <summary>The settings with the folders of what a server has fetched here; nothing is fetched.</summary>
    public PluginSiteOptions AddTo(PluginSiteOptions options) => options with { Folders = [.. options.Folders, .. options.Fetch.Where(IsThere).Select(FolderOf)] };
}
