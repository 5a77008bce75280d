using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

/// <summary>What plugin.json says of one handler.</summary>
internal sealed record TestManifestHandler
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public HandlerNeeds Needs { get; init; }

    public bool ProtectsPatients { get; init; }

    public bool ChangesUIDs { get; init; }
}
