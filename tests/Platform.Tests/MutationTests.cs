using StoreScp.Platform.Tests.Mutations;
using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests;

/// <summary>Every policy is broken on purpose, in production's graph, and must say so: a policy that says nothing protects nothing.</summary>
public sealed class MutationTests
{
    private static readonly IReadOnlyList<Mutation> All = [.. StorageMutations.All, .. NetworkMutations.All, .. AccessMutations.All, .. WorkflowMutations.All];

    public static TheoryData<string, string> Cases => [.. All.Select(mutation => (mutation.Policy, mutation.What))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_policy_reports_what_is_broken(string policy, string what)
    {
        var graph = await Repository.GraphAsync("prod");
        var broken = All.Single(mutation => mutation.Policy == policy && mutation.What == what).Break(graph);
        PolicyCatalogue.All[policy].Violations(broken).Should().NotBeEmpty();
        PolicyCatalogue.All[policy].Violations(graph).Should().BeEmpty();
    }

    [Fact]
    public void Every_policy_is_broken_at_least_once() =>
        PolicyCatalogue.All.Keys.Except(All.Select(mutation => mutation.Policy)).Should().BeEmpty();
}
