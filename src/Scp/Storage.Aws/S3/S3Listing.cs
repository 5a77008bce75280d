using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>The objects of the bucket, page by page, and when each was written.</summary>
internal sealed class S3Listing(S3Bucket bucket)
{
    private const string What = "The objects cannot be listed";

    /// <param name="prefix">Of the keys; empty is all.</param>
    /// <param name="delimiter">'/' for what is directly in a folder; null for all that is below.</param>
    public async IAsyncEnumerable<StoredObject> FindAsync(string prefix, string? delimiter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? next = null;
        do
        {
            var page = await PageAsync(prefix, delimiter, next, cancellation);
            foreach (var found in page.S3Objects ?? [])
            {
                if (ObjectKey.TryParse(found.Key, out var key))
                    yield return new StoredObject(key, found.Size ?? 0, WrittenAt(found.LastModified, found.ETag));
            }
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    /// <summary>
    /// When an object was written, or later. S3 dates one that came in parts by its first part; taken at its word, an object that was completed
    /// a moment ago would look old, and be adopted while its writer is still adding its row.
    /// </summary>
    public DateTimeOffset WrittenAt(DateTime? lastModified, string? etag)
    {
        var time = lastModified is { } at ? new DateTimeOffset(at.ToUniversalTime()) : bucket.Time.GetUtcNow();
        return IsInParts(etag) ? time + bucket.Options.MaximumUploadTime : time;
    }

    // The ETag of an object in parts ends in their number.
    private static bool IsInParts(string? etag) => etag?.Contains('-') ?? false;

    private async Task<ListObjectsV2Response> PageAsync(string prefix, string? delimiter, string? next, CancellationToken cancellation)
    {
        using var operation = bucket.Begin(What, cancellation);
        try
        {
            return await operation.RunAsync(S3Permissions.List, token => bucket.Client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket.Name, Prefix = prefix, Delimiter = delimiter, ContinuationToken = next }, token));
        }
        catch (S3FaultException fault)
        {
            throw operation.Unavailable(fault.Message);
        }
    }
}
