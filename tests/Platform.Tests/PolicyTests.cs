using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests;

/// <summary>Every policy holds for every environment, with known and with unknown outputs.</summary>
public sealed class PolicyTests
{
    /// <summary>In a preview without the policies that look at what only a deployment knows.</summary>
    public static TheoryData<string, string, bool> Cases =>
    [
        .. from policy in PolicyCatalogue.All
           from environment in Repository.Environments
           from isPreview in new[] { false, true }
           where !isPreview || !policy.Value.NeedsKnown
           select (policy.Key, environment, isPreview),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_policy_holds(string policy, string environment, bool isPreview)
    {
        var graph = await Repository.GraphAsync(environment, isPreview);
        PolicyCatalogue.All[policy].Violations(graph).Should().BeEmpty();
    }
}
