using Pulumi;
using StoreScp.Platform.Access;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Storage;

/// <summary>A bucket with all that belongs to one: encrypted, versioned, private, through TLS alone, with a life cycle and access logs.</summary>
public sealed class SecureBucket : ComponentResource
{
    public SecureBucket(string name, SecureBucketArgs args, ComponentResourceOptions? options = null)
        : base("storescp:storage:SecureBucket", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };
        var bucket = new Aws.S3.Bucket(
            name, new() { BucketName = args.BucketName, ForceDestroy = !args.IsProtected },
            new() { Parent = this, Protect = args.IsProtected, RetainOnDelete = args.IsProtected });
        Name = bucket.BucketName;
        Arn = bucket.Arn;

        _ = new Aws.S3.BucketOwnershipControls(name, new() { Bucket = Name, Rule = new Aws.S3.Inputs.BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" } }, child);
        var closed = new Aws.S3.BucketPublicAccessBlock(name, new()
        {
            Bucket = Name,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, child);
        var versions = new Aws.S3.BucketVersioning(
            name, new() { Bucket = Name, VersioningConfiguration = new Aws.S3.Inputs.BucketVersioningVersioningConfigurationArgs { Status = "Enabled" } }, child);
        _ = new Aws.S3.BucketServerSideEncryptionConfiguration(name, new() { Bucket = Name, Rules = { Encryption(args.KmsKeyArn) } }, child);
        // S3 takes rules for old versions of a versioned bucket only.
        _ = new Aws.S3.BucketLifecycleConfiguration(
            name, new() { Bucket = Name, Rules = args.LifecycleRules.ToArray() }, new() { Parent = this, DependsOn = { versions } });
        // S3 refuses two changes of a bucket's access at the same time.
        _ = new Aws.S3.BucketPolicy(
            name, new() { Bucket = Name, Policy = PolicyDocument.Of([TlsOnly(Arn), .. args.Statements]) }, new() { Parent = this, DependsOn = { closed } });
        if (args.LogBucket is { } logs)
            _ = new Aws.S3.BucketLogging(name, new() { Bucket = Name, TargetBucket = logs, TargetPrefix = $"s3/{args.BucketName}/" }, child);
        RegisterOutputs();
    }

    public Output<string> Name { get; }

    public Output<string> Arn { get; }

    public Output<string> Objects => Output.Format($"{Arn}/*");

    private static Aws.S3.Inputs.BucketServerSideEncryptionConfigurationRuleArgs Encryption(Input<string>? kmsKeyArn)
    {
        var byDefault = new Aws.S3.Inputs.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs { SseAlgorithm = kmsKeyArn is null ? "AES256" : "aws:kms" };
        if (kmsKeyArn is not null)
            byDefault.KmsMasterKeyId = kmsKeyArn;
        // A bucket key spares a call to KMS for each object.
        return new() { ApplyServerSideEncryptionByDefault = byDefault, BucketKeyEnabled = kmsKeyArn is not null };
    }

    private static Statement TlsOnly(Output<string> arn) => new("TlsOnly", ["s3:*"], [arn, Output.Format($"{arn}/*")])
    {
        IsDenied = true,
        Principal = ("*", "*"),
        Conditions = [new("Bool", "aws:SecureTransport", "false")],
    };
}
