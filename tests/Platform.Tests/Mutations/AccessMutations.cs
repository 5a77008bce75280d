using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests.Mutations;

/// <summary>Roles, policies and the provider, broken.</summary>
internal static class AccessMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("No statement allows all actions, or all of a service", "a function may do everything with S3",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Instances", statement => statement["Action"] = "s3:*", "RecordResults")),
        new("No statement allows all actions, or all of a service", "the server may do everything",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Key", statement => statement["Action"] = "*", "server")),
        new("No role is allowed all resources, but for a few with their reason", "every table",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Ledger", statement => statement["Resource"] = "*", "server")),
        new("A role's wildcard is behind the name of something of this environment", "every execution",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "LookAtExecutions", statement => statement["Resource"] = "arn:aws:states:eu-west-1:111122225555:execution:*", "server")),
        new("A role's wildcard is behind the name of something of this environment", "a key of another account",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Key", statement => statement["Resource"] = "arn:aws:kms:eu-west-1:999999999999:key/x", "server")),
        new("Every role has one policy, and every policy its role", "one has none", graph => graph.Without(AccessPolicies.RolePolicy, "server")),
        new("A policy is no longer than AWS allows", "a role's is",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Key", statement => statement["Resource"] = new string('x', 10_240), "server")),
        new("A role is taken by one service, for things of this account", "anybody takes it",
            graph => graph.ChangeStatement(AccessPolicies.Role, "Trust", statement => statement["Principal"] = "*", "server")),
        new("A role is taken by one service, for things of this account", "for anybody's things",
            graph => graph.ChangeStatement(AccessPolicies.Role, "Trust", statement => statement.Remove("Condition"), "data-access")),
        new("HealthImaging takes its role for our data stores alone", "for all data stores",
            graph => graph.ChangeStatement(AccessPolicies.Role, "Trust", statement => statement["Condition"]!["ArnLike"]!["aws:SourceArn"] = "arn:aws:medical-imaging:eu-west-1:111122225555:datastore/*", "data-access")),
        new("A role is handed over to the one service that is to have it", "to any service",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "HandOverRole", statement => statement.Remove("Condition"), "StartImportJob")),
        new("A role is handed over to the one service that is to have it", "any role",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "HandOverRole", statement => statement["Resource"] = "arn:aws:iam::111122225555:role/admin", "StartImportJob")),
        new("A service that may use a resource may do so for this account alone", "for anybody",
            graph => graph.ChangeStatement(EncryptionPolicies.Key, "Datastores", statement => statement.Remove("Condition"))),
        new("HealthImaging reads batches, and nothing else of the DICOM bucket", "it reads quarantine, too",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Instances", statement => statement["Resource"] = "arn:aws:s3:::storescp-prod-dicom/*", "data-access")),
        new("Nobody changes who may do what", "the server attaches policies",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Key", statement => statement["Action"] = "iam:PutRolePolicy", "server")),

        new("One provider, pinned to account and region, tags everything", "any account", graph => graph.Set(ProviderPolicies.Provider, "allowedAccountIds", null)),
        new("One provider, pinned to account and region, tags everything", "another region", graph => graph.Set(ProviderPolicies.Provider, "region", "us-east-1")),
        new("One provider, pinned to account and region, tags everything", "no tags", graph => graph.Set(ProviderPolicies.Provider, "defaultTags", null)),
        new("Nothing goes through the default provider", "a bucket does", graph => graph.Replace(BucketPolicies.Bucket, bucket => bucket with { Provider = "" })),
        new("Every resource is part of something", "a bucket is not", graph => graph.Replace(BucketPolicies.Bucket, bucket => bucket with { Parent = null })),
        new("No resource names a region of its own", "a bucket does", graph => graph.Set(BucketPolicies.Bucket, "region", "us-east-1")),

        new("A name is no longer than AWS allows", "a bucket's", graph => graph.Set(BucketPolicies.Bucket, "bucket", new string('b', 64))),
        new("A name is no longer than AWS allows", "what Pulumi makes of a load balancer's",
            graph => graph.Replace(BalancerPolicies.Balancer, balancer => balancer with { Name = new string('b', 25) })),
        new("A resource with a name of its own gives way before it is replaced", "an alarm does not",
            graph => graph.Replace(MetricPolicies.Alarm, alarm => alarm with { DeleteBeforeReplace = false })),
        new("A resource with a name of its own gives way before it is replaced", "a log group does not",
            graph => graph.Replace(EncryptionPolicies.LogGroup, log => log with { DeleteBeforeReplace = false })),
        new("Everything is in the name of its environment", "a bucket is not", graph => graph.Replace(BucketPolicies.Bucket, bucket => bucket with { Name = "bucket" })),
    ];
}
