using System.Text.Json.Nodes;
using StoreScp.Platform.Graph.Settings;

namespace StoreScp.Platform.Graph;

/// <summary>Everything that the program registered for an environment, in that order.</summary>
public sealed record PlatformGraph
{
    public required EnvironmentFile Environment { get; init; }

    public required bool IsPreview { get; init; }

    public required IReadOnlyList<RecordedResource> Resources { get; init; }

    /// <summary>Of the stack; null in a preview where they are unknown.</summary>
    public required JsonObject Outputs { get; init; }

    public IEnumerable<RecordedResource> Of(string type) => Resources.Where(resource => resource.Type == type);

    public RecordedResource Single(string type, string name) => Resources.Single(resource => resource.Type == type && resource.Name == name);
}
