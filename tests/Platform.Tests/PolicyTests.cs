using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests;

/// <summary>Every policy holds for every environment, with known and with unknown outputs.</summary>
public sealed class PolicyTests
{
    public static MatrixTheoryData<string, string, bool> Cases => new(PolicyCatalogue.All.Keys, Repository.Environments, [false, true]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_policy_holds(string policy, string environment, bool isPreview)
    {
        var graph = await Repository.GraphAsync(environment, isPreview);
        var rule = PolicyCatalogue.All[policy];
        if (!isPreview || !rule.NeedsKnown)
            rule.Violations(graph).Should().BeEmpty();
    }
}
