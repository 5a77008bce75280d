namespace StoreScp.Storage.Aws.S3;

/// <summary>The IAM actions that requests need, in the words of an error.</summary>
internal static class S3Permissions
{
    // Without s3:ListBucket S3 answers 403 for an object that does not exist.
    public const string Read = "s3:GetObject, and s3:ListBucket on the bucket (without it S3 does not tell what is missing)";
    public const string ReadVersion = "s3:GetObjectVersion, and s3:ListBucketVersions on the bucket (without it S3 does not tell what is missing)";
    public const string Write = "s3:PutObject";
    public const string Delete = "s3:DeleteObject";
    public const string Abort = "s3:AbortMultipartUpload";
    public const string Copy = "s3:GetObject and s3:PutObject";
    public const string List = "s3:ListBucket on the bucket";
    public const string ListUploads = "s3:ListBucketMultipartUploads on the bucket";
}
