namespace StoreScp.Storage.Aws.S3;

/// <summary>One version of an object, in a bucket with versioning: its bytes never change.</summary>
public sealed record S3ObjectVersion(string Bucket, string Key, string VersionId)
{
    public override string ToString() => $"s3://{Bucket}/{Key}, version {VersionId}";
}
