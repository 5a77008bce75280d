namespace StoreScp.Platform.Tests.Policies;

/// <summary>Every policy, by name.</summary>
internal static class PolicyCatalogue
{
    public static IReadOnlyDictionary<string, Policy> All { get; } = new[]
    {
        BucketPolicies.All, EncryptionPolicies.All, TablePolicies.All, NetworkPolicies.All, BalancerPolicies.All, TaskPolicies.All, AccessPolicies.All,
        WorkflowPolicies.All, ProtectionPolicies.All, NamePolicies.All, MetricPolicies.All, ProviderPolicies.All,
    }.SelectMany(policies => policies).ToDictionary(policy => policy.Name);
}
