using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>Everything goes to one account and one region, with tags.</summary>
internal static class ProviderPolicies
{
    public const string Provider = "pulumi:providers:aws";

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("One provider, pinned to account and region, tags everything", graph => graph.Of(Provider).ToList() is [var provider]
            && provider.Text("region") == graph.Environment.Value("Region")
            && Json(provider, "allowedAccountIds") is { } accounts && accounts.Contains($"\"{graph.Environment.Value("AccountID")}\"", StringComparison.Ordinal) && accounts.Count(c => c == ',') == 0
            && Json(provider, "defaultTags") is { } tags && tags.Contains("\"Application\"", StringComparison.Ordinal)
            && tags.Contains($"\"{graph.Environment.Name}\"", StringComparison.Ordinal) ? [] : ["the provider"]),
        new("Nothing goes through the default provider", graph => graph.Resources.Where(resource => resource is { IsComponent: false } && resource.Type.StartsWith("aws:", StringComparison.Ordinal)
            && !resource.Provider.Contains("::aws::", StringComparison.Ordinal)).Select(resource => resource.Key)),
        new("Every resource is part of something",
            graph => graph.Resources.Where(resource => resource is { IsComponent: false, Parent: null } && resource.Type != Provider).Select(resource => resource.Key)),
        new("No resource names a region of its own", graph => graph.Resources.Where(resource => resource.Type != Provider && resource.Inputs.ContainsKey("region")).Select(resource => resource.Key)),
    ];

    /// <summary>The provider's inputs are JSON texts on the wire.</summary>
    private static string? Json(RecordedResource provider, string input) => provider.Inputs[input] is { } node ? node.GetValueKind() == System.Text.Json.JsonValueKind.String
        ? node.GetValue<string>() : node.ToJsonString() : null;
}
