using System.Text.Json.Nodes;
using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests.Mutations;

/// <summary>Buckets, table, key and protection, broken.</summary>
internal static class StorageMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("A bucket blocks all public access", "one block is off", graph => graph.Set(BucketPolicies.PublicAccess, "blockPublicPolicy", false)),
        new("A bucket blocks all public access", "a bucket has no block", graph => graph.Without(BucketPolicies.PublicAccess, "dicom")),
        new("A bucket owns its objects", "writers own them", graph => graph.Set(BucketPolicies.Ownership, "rule", new JsonObject { ["objectOwnership"] = "ObjectWriter" })),
        new("A bucket keeps former versions", "versioning is suspended", graph => graph.Set(BucketPolicies.Versioning, "versioningConfiguration", new JsonObject { ["status"] = "Suspended" })),
        new("A bucket is encrypted with our key, but for access logs", "the DICOM bucket has S3's key", graph => graph.Change(BucketPolicies.Encryption, UseS3Key, "dicom")),
        new("A bucket aborts uploads that nobody ends and forgets old versions", "no such rule", graph => graph.Change(BucketPolicies.Lifecycle, inputs => inputs["rules"]!.AsArray().RemoveAt(0))),
        new("A bucket refuses what does not come by TLS", "the statement allows",
            graph => graph.ChangeStatement(BucketPolicies.AccessPolicy, "TlsOnly", statement => statement["Effect"] = "Allow", "results")),
        new("A bucket refuses what does not come by TLS", "objects are left out",
            graph => graph.ChangeStatement(BucketPolicies.AccessPolicy, "TlsOnly", statement => statement["Resource"] = "arn:aws:s3:::x")),
        new("A bucket writes access logs into another one", "no logs", graph => graph.Without(BucketPolicies.Logging, "plugins")),
        new("S3 never expires an instance", "objects below import/ expire", graph => graph.Change(BucketPolicies.Lifecycle, inputs => inputs["rules"]!.AsArray().Add(Expiration("import/")), "dicom")),
        new("S3 never expires an instance", "objects below quarantine/ expire",
            graph => graph.Change(BucketPolicies.Lifecycle, inputs => inputs["rules"]!.AsArray().Add(Expiration("quarantine/")), "dicom")),
        new("The DICOM bucket is the one that the server writes to", "another bucket", graph => graph.Set(BucketPolicies.Bucket, "bucket", "another", "dicom")),

        new("Whatever keeps something is encrypted with our key", "a log group without key", graph => graph.Set(EncryptionPolicies.LogGroup, "kmsKeyId", null)),
        new("Whatever keeps something is encrypted with our key", "a topic with AWS's key", graph => graph.Set("aws:sns/topic:Topic", "kmsMasterKeyId", "alias/aws/sns")),
        new("Every kind of thing that keeps something is there", "no queue", graph => graph.Without(WorkflowPolicies.Queue)),
        new("The key is rotated", "it is not", graph => graph.Set(EncryptionPolicies.Key, "enableKeyRotation", false)),
        new("Logs are kept for as long as the settings say", "for ever", graph => graph.Set(EncryptionPolicies.LogGroup, "retentionInDays", null)),
        new("Every log group is below the environment's folder, for which the key's policy is", "elsewhere", graph => graph.Set(EncryptionPolicies.LogGroup, "name", "/aws/lambda/x")),

        new("The ledger's table is as the server defines it", "an index with all attributes",
            graph => graph.Change(TablePolicies.Table, inputs => inputs["globalSecondaryIndexes"]![0]!["projectionType"] = "ALL")),
        new("The ledger's table is as the server defines it", "another sort key", graph => graph.Set(TablePolicies.Table, "rangeKey", "pk")),
        new("The ledger's table is as the server defines it", "no Time to Live", graph => graph.Set(TablePolicies.Table, "ttl", null)),
        new("The ledger can be brought back to any second", "it cannot", graph => graph.Set(TablePolicies.Table, "pointInTimeRecovery", null)),

        new("Data is protected by Pulumi, and kept if it forgets it, exactly where the settings say so", "the table is not",
            graph => graph.Replace(TablePolicies.Table, table => table with { Protect = false })),
        new("Data is protected by Pulumi, and kept if it forgets it, exactly where the settings say so", "a bucket is not kept",
            graph => graph.Replace(BucketPolicies.Bucket, bucket => bucket with { RetainOnDelete = false }, "dicom")),
        new("AWS refuses to delete ledger and load balancer exactly where the settings say so", "it does not", graph => graph.Set(TablePolicies.Table, "deletionProtectionEnabled", false)),
        new("A bucket with objects is deleted only where data is not protected", "it is", graph => graph.Set(BucketPolicies.Bucket, "forceDestroy", true)),
        new("The key of protected data can be brought back for 30 days", "for 7", graph => graph.Set(EncryptionPolicies.Key, "deletionWindowInDays", 7L)),
        new("CloudFormation keeps a data store that it is told to delete or to replace", "it deletes it",
            graph => graph.ChangeText(ProtectionPolicies.Stack, "templateBody", json => Datastore(json)["DeletionPolicy"] = "Delete")),
        new("CloudFormation keeps a data store that it is told to delete or to replace", "it replaces it",
            graph => graph.ChangeText(ProtectionPolicies.Stack, "templateBody", json => Datastore(json).Remove("UpdateReplacePolicy"))),
        new("CloudFormation refuses updates that replace or delete a data store", "no stack policy", graph => graph.Set(ProtectionPolicies.Stack, "policyBody", null)),
        new("A data store's template depends on its name and key alone", "it has tags",
            graph => graph.ChangeText(ProtectionPolicies.Stack, "templateBody", json => Datastore(json)["Properties"]!["Tags"] = new JsonObject())),
        new("Tags never reach a data store", "a change of them does", graph => graph.Replace(ProtectionPolicies.Stack, stack => stack with { IgnoreChanges = [] })),
    ];

    private static void UseS3Key(JsonObject inputs) => inputs["rules"]![0]!["applyServerSideEncryptionByDefault"]!["sseAlgorithm"] = "AES256";

    private static JsonObject Expiration(string prefix) => new()
    {
        ["id"] = "expire",
        ["status"] = "Enabled",
        ["filter"] = new JsonObject { ["prefix"] = prefix },
        ["expiration"] = new JsonObject { ["days"] = 90 },
    };

    private static JsonObject Datastore(JsonNode template) => template["Resources"]!["Datastore"]!.AsObject();
}
