using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>Aborts uploads in parts that nobody can be working on any more: a living writer gives up after <see cref="S3StorageOptions.MaximumUploadTime"/>.</summary>
/// <remarks>A lifecycle rule of the bucket (AbortIncompleteMultipartUpload) is the net below.</remarks>
internal sealed class AbandonedUploads(S3Bucket bucket)
{
    private const string What = "Abandoned uploads cannot be removed";

    /// <summary>Returns how many were aborted.</summary>
    public async Task<int> RemoveAsync(CancellationToken cancellation)
    {
        var before = bucket.Time.GetUtcNow() - bucket.Options.AbandonedAge;
        var removed = 0;
        ListMultipartUploadsResponse page;
        string? nextKey = null, nextId = null;
        do
        {
            page = await PageAsync(nextKey, nextId, cancellation);
            foreach (var upload in page.MultipartUploads ?? [])
            {
                // What is not a key was not put here by us.
                if (upload.Initiated is { } begun && new DateTimeOffset(begun.ToUniversalTime()) < before && ObjectKey.TryParse(upload.Key, out _))
                    removed += await AbortAsync(upload, cancellation) ? 1 : 0;
            }
            (nextKey, nextId) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
        return removed;
    }

    private async Task<ListMultipartUploadsResponse> PageAsync(string? key, string? id, CancellationToken cancellation)
    {
        using var operation = bucket.Begin(What, cancellation);
        try
        {
            return await operation.RunAsync(S3Permissions.ListUploads, token => bucket.Client.ListMultipartUploadsAsync(
                new ListMultipartUploadsRequest { BucketName = bucket.Name, KeyMarker = key, UploadIdMarker = id }, token));
        }
        catch (S3FaultException fault)
        {
            throw operation.Unavailable(fault.Message);
        }
    }

    private async Task<bool> AbortAsync(Amazon.S3.Model.MultipartUpload upload, CancellationToken cancellation)
    {
        using var operation = bucket.Begin(What, cancellation);
        try
        {
            await operation.RunAsync(S3Permissions.Abort, token => bucket.Client.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = bucket.Name, Key = upload.Key, UploadId = upload.UploadId }, token));
            return true;
        }
        catch (S3FaultException missing) when (missing.Fault.IsMissing)
        {
            // Another process that sweeps was faster.
            return false;
        }
    }
}
