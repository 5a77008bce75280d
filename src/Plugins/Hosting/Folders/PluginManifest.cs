namespace StoreScp.Plugins.Hosting.Folders;

/// <summary>What plugin.json says of a plugin.</summary>
public sealed record PluginManifest
{
    public const string FileName = "plugin.json";

    /// <summary>How the site's settings name the plugin.</summary>
    public required string Name { get; init; }

    /// <summary>Semantic version (semver.org): the newest is used unless the site names one.</summary>
    public required string Version { get; init; }

    /// <summary>File name of the main assembly, in the plugin's folder.</summary>
    public required string Assembly { get; init; }

    public required IReadOnlyList<HandlerManifest> Handlers { get; init; }

    public string? Description { get; init; }

    public string? Vendor { get; init; }
}
