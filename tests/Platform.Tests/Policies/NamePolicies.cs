using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>Names fit into what AWS allows, with the eight characters that Pulumi appends where a name is not given.</summary>
internal static class NamePolicies
{
    private const int AppendedLength = 8;

    /// <summary>Type → the input that is the name, and how long it may be.</summary>
    private static readonly Dictionary<string, (string Input, int Maximum)> Limits = new()
    {
        [BucketPolicies.Bucket] = ("bucket", 63),
        [BalancerPolicies.Balancer] = ("name", 32),
        [BalancerPolicies.Targets] = ("name", 32),
        [AccessPolicies.Role] = ("name", 64),
        [AccessPolicies.RolePolicy] = ("name", 128),
        [Variables.Function] = ("name", 64),
        [WorkflowPolicies.Machine] = ("name", 80),
        [WorkflowPolicies.Schedule] = ("name", 64),
        [WorkflowPolicies.Queue] = ("name", 80),
        ["aws:sns/topic:Topic"] = ("name", 256),
        [TablePolicies.Table] = ("name", 255),
        [EncryptionPolicies.LogGroup] = ("name", 512),
        [ProtectionPolicies.Stack] = ("name", 128),
        ["aws:ecs/cluster:Cluster"] = ("name", 255),
        [TaskPolicies.Service] = ("name", 255),
        ["aws:kms/alias:Alias"] = ("name", 256),
        [MetricPolicies.Alarm] = ("name", 255),
        ["aws:cloudtrail/trail:Trail"] = ("name", 128),
        ["aws:budgets/budget:Budget"] = ("name", 100),
        [NetworkPolicies.Group] = ("name", 255),
    };

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("A name is no longer than AWS allows",
            graph => graph.Resources.Where(resource => Limits.TryGetValue(resource.Type, out var limit) && Length(resource, limit.Input) > limit.Maximum).Select(resource => resource.Key)),
        new("A resource with a name of its own gives way before it is replaced", graph => graph.Resources.Where(resource => resource.Inputs.ContainsKey("name") && resource.Type is
            EncryptionPolicies.LogGroup or MetricPolicies.Alarm or WorkflowPolicies.Machine or "aws:ecs/cluster:Cluster" or "aws:cloudtrail/trail:Trail"
                && !resource.DeleteBeforeReplace).Select(resource => resource.Key)),
        new("Everything is in the name of its environment", graph => graph.Resources.Where(resource => resource.Type != "pulumi:providers:aws"
            && !resource.Name.StartsWith($"storescp-{graph.Environment.Name}", StringComparison.Ordinal)).Select(resource => resource.Key)),
    ];

    private static int Length(RecordedResource resource, string input) => resource.Text(input)?.Length ?? resource.Name.Length + AppendedLength;
}
