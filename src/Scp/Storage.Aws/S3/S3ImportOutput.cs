namespace StoreScp.Storage.Aws.S3;

/// <summary>The output bucket of HealthImaging's import jobs, read only.</summary>
public sealed class S3ImportOutput : IImportOutput, IDisposable
{
    private readonly S3Bucket _bucket;
    private readonly string _prefix;

    internal S3ImportOutput(S3Bucket bucket)
    {
        _bucket = bucket;
        _prefix = $"s3://{bucket.Name}/";
    }

    /// <param name="options">Of the output bucket.</param>
    /// <exception cref="StorageSetupException">The options are not valid.</exception>
    public static S3ImportOutput Open(AwsAccess access, S3StorageOptions options, TimeProvider time) => new(new S3Bucket(access, options, time));

    public ValueTask<Stream?> OpenReadAsync(string uri, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // The address comes from a service's answer: it must not lead to another bucket.
        return uri.StartsWith(_prefix, StringComparison.Ordinal) && uri.Length > _prefix.Length
            ? S3ReadStream.OpenAsync(_bucket, uri[_prefix.Length..], cancellation)
            : new((Stream?)null);
    }

    public void Dispose() => _bucket.Dispose();
}
