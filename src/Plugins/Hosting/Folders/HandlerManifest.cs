using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Folders;

/// <summary>What plugin.json says of one handler.</summary>
public sealed record HandlerManifest
{
    public required string Name { get; init; }

    /// <summary>Full name of the class.</summary>
    public required string Type { get; init; }

    public HandlerNeeds Needs { get; init; }

    /// <summary>Never bypassed: without it, values that identify patients would be stored.</summary>
    public bool ProtectsPatients { get; init; }

    /// <summary>It may change UIDs and the SOP class.</summary>
    public bool ChangesUIDs { get; init; }
}
