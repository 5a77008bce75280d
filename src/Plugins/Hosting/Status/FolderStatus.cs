namespace StoreScp.Plugins.Hosting.Status;

/// <summary>One plugin found in the site's folders.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Plugin">Null: its manifest cannot be read.</param>
/// <param name="Version">Null: as above.</param>
/// <param name="Hash">SHA-256 of its plugin.sha256, for the list of allowed ones; null when the folder is refused.</param>
/// <param name="Reason">Why it is refused; else null.</param>
public sealed record FolderStatus(string Path, string? Plugin, string? Version, string? Hash, FolderState State, string? Reason);
