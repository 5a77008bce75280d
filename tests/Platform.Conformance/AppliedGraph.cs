using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Conformance;

/// <summary>Resources to be made, in order of registration, with where.</summary>
internal sealed record AppliedGraph(string Region, string Account, IReadOnlyList<RecordedResource> Resources)
{
    /// <summary>Without what is no resource of AWS: components and the provider.</summary>
    public static AppliedGraph Of(PlatformGraph graph) => new(
        graph.Environment.Value("Region"), graph.Environment.Value("AccountID"),
        [
            .. graph.Environment.Value("VpcID") == ExistingNetwork.Vpc ? ExistingNetwork.Of(graph) : [],
            .. graph.Resources.Where(resource => !resource.IsComponent && resource.Type.StartsWith("aws:", StringComparison.Ordinal)),
        ]);
}
