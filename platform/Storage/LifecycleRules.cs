using Pulumi.Aws.S3.Inputs;

namespace StoreScp.Platform.Storage;

/// <summary>Rules of life cycles. What expires objects themselves is in one place, and no bucket with instances uses it.</summary>
public static class LifecycleRules
{
    /// <summary>What every bucket has: uploads that nobody ends, and versions that nobody wants back.</summary>
    public static IReadOnlyList<BucketLifecycleConfigurationRuleArgs> Housekeeping(int noncurrentVersionDays) =>
    [
        new()
        {
            Id = "abort-uploads",
            Status = "Enabled",
            Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
            // The net below the sweep, which aborts them after a day (docs/decisions/0011-s3-objects.md).
            AbortIncompleteMultipartUpload = new BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs { DaysAfterInitiation = 2 },
        },
        new()
        {
            Id = "old-versions",
            Status = "Enabled",
            Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
            NoncurrentVersionExpiration = new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs { NoncurrentDays = noncurrentVersionDays },
        },
    ];

    public static IReadOnlyList<BucketLifecycleConfigurationRuleArgs> Tiering(int days) => days == 0 ? [] :
    [
        new()
        {
            Id = "tiering",
            Status = "Enabled",
            Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
            Transitions = { new BucketLifecycleConfigurationRuleTransitionArgs { Days = days, StorageClass = "INTELLIGENT_TIERING" } },
        },
    ];

    public static BucketLifecycleConfigurationRuleArgs Expiration(int days) => new()
    {
        Id = "expiration",
        Status = "Enabled",
        Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
        Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { Days = days },
    };
}
