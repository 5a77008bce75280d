namespace StoreScp.Plugins.Pipeline;

/// <summary>What a plugin's manifest says of one of its handlers.</summary>
public sealed record HandlerTraits
{
    /// <summary>The handler's name in the site's settings.</summary>
    public required string Name { get; init; }

    public required string PluginName { get; init; }

    public required string PluginVersion { get; init; }

    public HandlerNeeds Needs { get; init; }

    /// <summary>It protects patients (de-identification): never bypassed, and what it took out must not come back.</summary>
    public bool ProtectsPatients { get; init; }

    /// <summary>It may change UIDs of study, series and instance, and the SOP class.</summary>
    public bool ChangesUIDs { get; init; }
}
