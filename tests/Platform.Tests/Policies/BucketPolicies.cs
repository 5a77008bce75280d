using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>Buckets and what belongs to each.</summary>
internal static class BucketPolicies
{
    public const string Bucket = "aws:s3/bucket:Bucket";
    public const string PublicAccess = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    public const string Ownership = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
    public const string Versioning = "aws:s3/bucketVersioning:BucketVersioning";
    public const string Encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    public const string Lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    public const string AccessPolicy = "aws:s3/bucketPolicy:BucketPolicy";
    public const string Logging = "aws:s3/bucketLogging:BucketLogging";

    private static readonly string[] Blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("A bucket blocks all public access", graph => Each(graph, PublicAccess, companion => Blocks.All(block => companion.Inputs[block]!.GetValue<bool>()))),
        new("A bucket owns its objects", graph => Each(graph, Ownership, companion => companion.Inputs["rule"]!["objectOwnership"]!.GetValue<string>() == "BucketOwnerEnforced")),
        new("A bucket keeps former versions", graph => Each(graph, Versioning, companion => companion.Inputs["versioningConfiguration"]!["status"]!.GetValue<string>() == "Enabled")),
        new("A bucket is encrypted with our key, but for access logs", graph => Each(graph, Encryption, IsEncrypted)) { NeedsKnown = true },
        new("A bucket aborts uploads that nobody ends and forgets old versions", graph => Each(graph, Lifecycle, HasHousekeeping)),
        new("A bucket refuses what does not come by TLS", graph => Each(graph, AccessPolicy, companion => RefusesPlain(graph, companion))) { NeedsKnown = true },
        new("A bucket writes access logs into another one", graph => Each(graph, Logging, companion => companion.Text("targetBucket") != companion.Text("bucket"), but: "logs")),
        new("S3 never expires an instance", graph => Rules(graph, "dicom").Where(rule => rule["expiration"] is not null).Select(rule => $"{rule["id"]} expires objects of the DICOM bucket")),
        new("The DICOM bucket is the one that the server writes to", graph => Variables.OfServer(graph)
            .Where(variable => variable is { Key: "STORESCP__Aws__Bucket" } && variable.Value != graph.Single(Bucket, NameOf(graph, "dicom")).Text("bucket")).Select(variable => variable.Value))
        { NeedsKnown = true },
    ];

    public static string NameOf(PlatformGraph graph, string what) => $"storescp-{graph.Environment.Name}-{what}";

    private static IEnumerable<string> Each(PlatformGraph graph, string companionType, Func<RecordedResource, bool> isRight, string? but = null) =>
        graph.Of(Bucket).Where(bucket => but is null || bucket.Name != NameOf(graph, but))
            .Where(bucket => graph.Of(companionType).FirstOrDefault(companion => companion.Name == bucket.Name
            && companion.Text("bucket") == bucket.Text("bucket")) is not { } found || !isRight(found))
            .Select(bucket => $"{bucket.Name} lacks a right {companionType}");

    private static bool IsEncrypted(RecordedResource companion)
    {
        var rule = companion.Inputs["rules"]!.AsArray().Single()!["applyServerSideEncryptionByDefault"]!;
        return companion.Name.EndsWith("-logs", StringComparison.Ordinal)
            ? rule["sseAlgorithm"]!.GetValue<string>() == "AES256"
            : rule["sseAlgorithm"]!.GetValue<string>() == "aws:kms" && rule["kmsMasterKeyId"]!.GetValue<string>().Contains(":key/", StringComparison.Ordinal);
    }

    private static bool HasHousekeeping(RecordedResource companion)
    {
        var rules = companion.Inputs["rules"]!.AsArray();
        return rules.All(rule => rule!["status"]!.GetValue<string>() == "Enabled")
            && rules.Any(rule => rule!["abortIncompleteMultipartUpload"] is not null) && rules.Any(rule => rule!["noncurrentVersionExpiration"] is not null);
    }

    private static bool RefusesPlain(PlatformGraph graph, RecordedResource companion) => PolicyStatement.Of(graph).Any(statement =>
        statement.Owner == companion && statement is { IsAllowed: false, Principal: "*", Actions: ["s3:*"] } && statement.Condition("aws:SecureTransport") is ["false"]
        && statement.Resources.Count == 2);

    private static IEnumerable<JsonObject> Rules(PlatformGraph graph, string what) =>
        graph.Single(Lifecycle, NameOf(graph, what)).Inputs["rules"]!.AsArray().Select(rule => rule!.AsObject());
}
