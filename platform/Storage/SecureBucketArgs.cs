using Pulumi;
using StoreScp.Platform.Access;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Storage;

/// <summary>A bucket of the environment.</summary>
public sealed record SecureBucketArgs
{
    public required string BucketName { get; init; }

    /// <summary>Null: with S3's own key, which access logs demand.</summary>
    public required Input<string>? KmsKeyArn { get; init; }

    public required bool IsProtected { get; init; }

    public required IReadOnlyList<Aws.S3.Inputs.BucketLifecycleConfigurationRuleArgs> LifecycleRules { get; init; }

    /// <summary>Where its access logs go; null: it is that bucket.</summary>
    public Input<string>? LogBucket { get; init; }

    /// <summary>Beside TLS.</summary>
    public IReadOnlyList<Statement> Statements { get; init; } = [];
}
