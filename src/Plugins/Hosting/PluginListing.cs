using StoreScp.Plugins.Hosting.Folders;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Hosting.Status;

namespace StoreScp.Plugins.Hosting;

/// <summary>What folders and settings say by themselves, without running a plugin's code: whether handlers would initialize is not known then.</summary>
public static class PluginListing
{
    /// <summary>
    /// Handlers with the version that a server would try to load, as <see cref="HandlerState.NotLoaded"/>; their problem tells why there is
    /// none. A folder that a handler would be loaded from is <see cref="FolderState.Used"/>.
    /// </summary>
    public static PluginHostStatus Look(PluginOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folders = new FolderScan(options.Folders, options.AllowedHashes).Look();
        var wanted = options.Handlers.Select(handler => (Handler: handler, Folder: Newest(folders, handler.Plugin, handler.Version))).ToList();
        var shadows = options.Handlers.Where(handler => handler.ShadowVersion is not null).Select(handler => Newest(folders, handler.Plugin, handler.ShadowVersion));
        var used = wanted.Select(pair => pair.Folder).Concat(shadows).OfType<PluginFolder>().ToHashSet();
        return new([.. wanted.Select(pair => Handler(pair.Handler, pair.Folder))], [.. folders.Select(folder => Folder(folder, used, options))]);
    }

    private static PluginFolder? Newest(IReadOnlyList<PluginFolder> folders, string plugin, string? version)
    {
        var pinned = SemanticVersion.TryParse(version, out var parsed) ? parsed : null;
        return folders.Where(folder => folder.Is(plugin, pinned)).MaxBy(folder => folder.Version);
    }

    private static HandlerStatus Handler(HandlerOptions handler, PluginFolder? folder) => new(
        handler.Name, handler.Plugin, folder?.Manifest!.Version, folder?.Path, HandlerState.NotLoaded, BreakerState.Closed, 0, 0,
        new Dictionary<Pipeline.HandlerFailure, long>(),
        folder is null ? $"There is no usable plugin '{handler.Plugin}'{(handler.Version is null ? "" : $" {handler.Version}")}." : null, null, null,
        handler.ShadowVersion is { } shadow ? new(shadow, false, BreakerState.Closed, 0, 0, 0, 0, null) : null);

    private static FolderStatus Folder(PluginFolder folder, HashSet<PluginFolder> used, PluginOptions options)
    {
        var isNamed = options.Handlers.Any(handler => handler.Plugin.Equals(folder.Manifest?.Name, StringComparison.OrdinalIgnoreCase));
        var state = !folder.IsUsable ? FolderState.Refused
            : used.Contains(folder) ? FolderState.Used
            : isNamed ? FolderState.OtherVersionUsed
            : FolderState.NotNamed;
        return new(folder.Path, folder.Manifest?.Name, folder.Manifest?.Version, folder.Seal?.Hash, state, folder.Refusal);
    }
}
