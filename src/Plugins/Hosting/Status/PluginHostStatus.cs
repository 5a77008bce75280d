namespace StoreScp.Plugins.Hosting.Status;

/// <summary>Plugins and handlers as they are now: for `storescp plugin list`, health and metrics.</summary>
/// <param name="Handlers">In the order of the site's settings.</param>
/// <param name="Folders">By path, as the last scan found them.</param>
public sealed record PluginHostStatus(IReadOnlyList<HandlerStatus> Handlers, IReadOnlyList<FolderStatus> Folders);
