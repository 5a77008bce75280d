namespace StoreScp.Plugins.Hosting.Folders;

/// <summary>A folder that is, or wants to be, a plugin.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Manifest">Null when it cannot be read.</param>
/// <param name="Version">Of the manifest.</param>
/// <param name="Seal">Null when the folder may not be loaded.</param>
/// <param name="Refusal">Why the folder may not be loaded; null when it may.</param>
internal sealed record PluginFolder(string Path, PluginManifest? Manifest, SemanticVersion? Version, PluginSeal? Seal, string? Refusal)
{
    public bool IsUsable => Refusal is null;

    public bool Is(string plugin, SemanticVersion? version) =>
        IsUsable && Manifest!.Name.Equals(plugin, StringComparison.OrdinalIgnoreCase) && (version is null || Version!.Equals(version));
}
