using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>Who may do what.</summary>
internal static class AccessPolicies
{
    public const string Role = "aws:iam/role:Role";
    public const string RolePolicy = "aws:iam/rolePolicy:RolePolicy";

    /// <summary>Statements that may name all resources, and why.</summary>
    private static readonly Dictionary<string, string> AnyResource = new()
    {
        ["Tracing"] = "X-Ray knows no resources",
        ["DeliverLogs"] = "the actions of log delivery know no resources",
        ["LookForGroup"] = "flow logs look for their log group among all",
        ["ImageToken"] = "ecr:GetAuthorizationToken knows no resources",
    };

    /// <summary>Services that do not say for whom they take a role, and why that is no danger.</summary>
    private static readonly Dictionary<string, string> TrustedWithoutCondition = new()
    {
        ["Service:lambda.amazonaws.com"] = "Lambda takes a role for functions of the role's own account only",
    };

    /// <summary>Type → characters that its policy may have.</summary>
    private static readonly Dictionary<string, int> Sizes = new() { [RolePolicy] = 10_240, [BucketPolicies.AccessPolicy] = 20_480, [EncryptionPolicies.Key] = 32_768 };

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("No statement allows all actions, or all of a service", graph => Allowed(graph)
            .Where(statement => statement.Actions.Any(action => action.Contains('*', StringComparison.Ordinal)) && !IsAccountsKeyStatement(statement)).Select(Told)) { NeedsKnown = true },
        new("No role is allowed all resources, but for a few with their reason", graph => Allowed(graph)
            .Where(statement => statement.Owner.Type == RolePolicy && statement.Resources.Contains("*") && !AnyResource.ContainsKey(statement.Sid)).Select(Told)) { NeedsKnown = true },
        new("A role's wildcard is behind the name of something of this environment", graph => Allowed(graph)
            .Where(statement => statement.Owner.Type == RolePolicy && statement.Resources.Any(resource => resource != "*" && !IsOurs(graph, resource))).Select(Told)) { NeedsKnown = true },
        new("Every role has one policy, and every policy its role", RolesWithoutPolicy),
        new("A policy is no longer than AWS allows",
            graph => Sizes.SelectMany(size => graph.Of(size.Key).Where(resource => resource.Text("policy")!.Length > size.Value)).Select(resource => resource.Key)) { NeedsKnown = true },
        new("A role is taken by one service, for things of this account",
            graph => Trusts(graph).Where(trust => trust.Principal is null || !trust.Principal.StartsWith("Service:", StringComparison.Ordinal)
            || (!TrustedWithoutCondition.ContainsKey(trust.Principal) && !trust.Condition("aws:SourceAccount").SequenceEqual([graph.Environment.Value("AccountID")])))
            .Select(Told)) { NeedsKnown = true },
        new("HealthImaging takes its role for our data stores alone", graph => Trusts(graph).Where(trust => trust.Principal == "Service:medical-imaging.amazonaws.com")
            .Where(trust => trust.Condition("aws:SourceArn") is not { Count: > 0 } arns || arns.Any(arn => arn.EndsWith('*'))).Select(Told)) { NeedsKnown = true },
        new("A role is handed over to the one service that is to have it", graph => Allowed(graph).Where(statement => statement.Actions.Contains("iam:PassRole"))
            .Where(statement => statement.Actions.Count > 1 || statement.Condition("iam:PassedToService") is not ["medical-imaging.amazonaws.com"]
                || statement.Resources is not [var role] || role != graph.Single(Role, BucketPolicies.NameOf(graph, "data-access")).Output("arn")).Select(Told)) { NeedsKnown = true },
        new("A service that may use a resource may do so for this account alone", graph => PolicyStatement.Of(graph).Where(statement => !statement.IsTrust && statement.Owner.Type != RolePolicy
            && statement is { IsAllowed: true, Principal: not null } && statement.Principal.StartsWith("Service:", StringComparison.Ordinal)
            && !IsForThisAccount(graph, statement)).Select(Told)) { NeedsKnown = true },
        new("HealthImaging reads batches, and nothing else of the DICOM bucket", graph => DataAccess(graph).Where(statement => statement.Actions.Contains("s3:GetObject"))
            .Where(statement => statement.Resources.Any(resource => !resource.EndsWith("-dicom/import/*", StringComparison.Ordinal))).Select(Told)) { NeedsKnown = true },
        new("Nobody changes who may do what", graph => Allowed(graph).Where(statement => statement.Owner.Type == RolePolicy
            && statement.Actions.Any(action => (action.StartsWith("iam:", StringComparison.Ordinal) && action != "iam:PassRole")
            || action.StartsWith("kms:Put", StringComparison.Ordinal) || action.StartsWith("s3:PutBucket", StringComparison.Ordinal))).Select(Told)) { NeedsKnown = true },
    ];

    private static IEnumerable<PolicyStatement> Allowed(PlatformGraph graph) => PolicyStatement.Of(graph).Where(statement => statement is { IsAllowed: true, IsTrust: false });

    private static IEnumerable<PolicyStatement> Trusts(PlatformGraph graph) => PolicyStatement.Of(graph).Where(statement => statement.IsTrust);

    private static IEnumerable<PolicyStatement> DataAccess(PlatformGraph graph) =>
        Allowed(graph).Where(statement => statement.Owner.Type == RolePolicy && statement.Owner.Name == BucketPolicies.NameOf(graph, "data-access"));

    /// <summary>Without it nobody could ever change the key's policy again.</summary>
    private static bool IsAccountsKeyStatement(PolicyStatement statement) =>
        statement is { Sid: "AccountDecides", Owner.Type: EncryptionPolicies.Key, Actions: ["kms:*"] } && statement.Principal!.StartsWith("AWS:arn:aws:iam::", StringComparison.Ordinal);

    private static bool IsForThisAccount(PlatformGraph graph, PolicyStatement statement)
    {
        var account = graph.Environment.Value("AccountID");
        return statement.Condition("aws:SourceAccount").Contains(account) || statement.Condition("kms:EncryptionContext:aws:ecs:clusterAccount").Contains(account)
            || new[] { "aws:SourceArn", "kms:EncryptionContext:aws:logs:arn", "kms:EncryptionContext:kms-arn" }.SelectMany(statement.Condition)
            .Any(arn => arn.Contains($":{account}:", StringComparison.Ordinal));
    }

    /// <summary>An ARN of this account (or of a bucket of it) that is exact, or whose wildcard follows a name of ours.</summary>
    private static bool IsOurs(PlatformGraph graph, string arn)
    {
        var exact = arn.Split('*', '?')[0];
        var isHere = arn.Contains($":{graph.Environment.Value("AccountID")}:", StringComparison.Ordinal) || arn.StartsWith("arn:aws:s3:::storescp-", StringComparison.Ordinal);
        return isHere && (exact == arn || exact.Contains($"storescp-{graph.Environment.Name}", StringComparison.Ordinal)
            || exact.Contains($"storescp/{graph.Environment.Name}/", StringComparison.Ordinal));
    }

    private static IEnumerable<string> RolesWithoutPolicy(PlatformGraph graph)
    {
        var (roles, policies) = (graph.Of(Role).Select(role => role.Name).ToList(), graph.Of(RolePolicy).Select(policy => policy.Name).ToList());
        return roles.Except(policies).Concat(policies.Except(roles)).Concat(policies.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    private static string Told(PolicyStatement statement) => $"{statement.Owner.Name} {statement.Sid}";
}
