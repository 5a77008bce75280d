using StoreScp.Platform.Access;

namespace StoreScp.Platform.Storage;

/// <summary>Who may write into the bucket of access logs: S3 and the load balancer, each below a prefix, and CloudTrail where there is a trail.</summary>
public static class LogBucket
{
    public const string NlbPrefix = "nlb";

    public const string TrailPrefix = "cloudtrail";

    public static IReadOnlyList<Statement> Writers(ResourceNames names, string trailName)
    {
        var bucket = $"arn:aws:s3:::{names.Bucket("logs")}";
        var fromHere = new Condition("StringEquals", "aws:SourceAccount", names.AccountId);
        var fromTrail = new Condition("StringEquals", "aws:SourceArn", names.Arn("cloudtrail", $"trail/{trailName}"));
        return
        [
            new("S3AccessLogs", ["s3:PutObject"], [$"{bucket}/s3/*"])
            {
                Principal = ("Service", "logging.s3.amazonaws.com"),
                Conditions = [fromHere, new("ArnLike", "aws:SourceArn", $"arn:aws:s3:::{names.Prefix}-{names.AccountId}-{names.Region}-*")],
            },
            new("LoadBalancerAccessLogs", ["s3:PutObject"], [$"{bucket}/{NlbPrefix}/AWSLogs/{names.AccountId}/*"])
            {
                Principal = ("Service", "delivery.logs.amazonaws.com"),
                Conditions = [fromHere],
            },
            new("Trail", ["s3:PutObject"], [$"{bucket}/{TrailPrefix}/AWSLogs/{names.AccountId}/*"])
            {
                Principal = ("Service", "cloudtrail.amazonaws.com"),
                Conditions = [fromTrail],
            },
            new("LoadBalancerLooksAtBucket", ["s3:GetBucketAcl"], [bucket])
            {
                Principal = ("Service", "delivery.logs.amazonaws.com"),
                Conditions = [fromHere],
            },
            new("TrailLooksAtBucket", ["s3:GetBucketAcl"], [bucket])
            {
                Principal = ("Service", "cloudtrail.amazonaws.com"),
                Conditions = [fromTrail],
            },
        ];
    }
}
