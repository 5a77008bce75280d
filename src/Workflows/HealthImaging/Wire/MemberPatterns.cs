namespace StoreScp.HealthImaging;

/// <summary>The constraints of HealthImaging API 2023-07-19, by the name of the shape.</summary>
internal static class MemberPatterns
{
    public static readonly MemberPattern DatastoreId = new(32, 32, "[0-9a-z]{32}");
    public static readonly MemberPattern DatastoreName = new(1, 256, "[A-Za-z0-9._/#-]+");
    public static readonly MemberPattern JobId = new(1, 32, "[0-9a-z]+");
    public static readonly MemberPattern JobName = new(1, 64, "[A-Za-z0-9._/#-]+");
    public static readonly MemberPattern ClientToken = new(1, 64, "[A-Za-z0-9._-]+");
    public static readonly MemberPattern S3Uri = new(1, 1024, @"s3://[a-z0-9][\.\-a-z0-9]{1,61}[a-z0-9](/.*)?");
    public static readonly MemberPattern RoleArn = new(20, 2048, "arn:aws(-[^:]+)?:iam::[0-9]{12}:role/.+");
    public static readonly MemberPattern AwsAccountId = new(12, 12, "[0-9]+");
    public static readonly MemberPattern ImageSetId = new(32, 32, "[0-9a-z]{32}");
    public static readonly MemberPattern ImageFrameId = new(32, 32, "[0-9a-z]{32}");

    /// <summary>The API gives no length; twenty digits hold every number it can count to.</summary>
    public static readonly MemberPattern ImageSetExternalVersionId = new(1, 20, "[0-9]+");

    /// <summary>Ours: a region becomes part of a host name.</summary>
    public static readonly MemberPattern Region = new(1, 63, "[a-z0-9]+(-[a-z0-9]+)*");

    /// <summary>Ours: statuses are filters in the query, and new ones may appear.</summary>
    public static readonly MemberPattern Status = new(1, 64, "[A-Z_]+");
}
