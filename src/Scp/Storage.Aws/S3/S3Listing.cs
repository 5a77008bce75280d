using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>The objects of the bucket, page by page, and when each was written.</summary>
internal sealed class S3Listing(S3Bucket bucket)
{
    private const string What = "The objects cannot be listed";

    /// <summary>
    /// How long a batch is open at most, in practice: Batches:MaximumAge (24 h and less), and while an earlier one of its study is imported, five executions of
    /// 12 h in the worst case. An object may be on its way for <see cref="S3StorageOptions.MaximumUploadTime"/> besides.
    /// </summary>
    private static readonly TimeSpan LongestOpen = TimeSpan.FromDays(4);

    /// <summary>What is in no batch, and what is in batches that may have been open at <paramref name="since"/> or later: not the images of years.</summary>
    public async IAsyncEnumerable<StoredObject> FindSinceAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var found in FindAsync(new() { Until = ObjectKeys.ImportPrefix }, cancellation))
            yield return found;
        var lookBack = LongestOpen + bucket.Options.MaximumUploadTime;
        var opened = since > DateTimeOffset.UnixEpoch + lookBack ? since - lookBack : DateTimeOffset.UnixEpoch;
        await foreach (var datastore in FindFoldersAsync(ObjectKeys.ImportPrefix, cancellation))
        {
            await foreach (var found in FindAsync(new() { Prefix = datastore, After = ObjectKeys.BeforeBatchesOf(datastore, opened) }, cancellation))
                yield return found;
        }
        await foreach (var found in FindAsync(new() { After = ObjectKeys.BehindImport }, cancellation))
            yield return found;
    }

    public async IAsyncEnumerable<StoredObject> FindAsync(S3KeyRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in PagesAsync(range, cancellation))
        {
            foreach (var found in page.S3Objects ?? [])
            {
                if (range.Until is { } until && string.CompareOrdinal(found.Key, until) >= 0)
                    yield break;
                if (ObjectKey.TryParse(found.Key, out var key))
                    yield return new StoredObject(key, found.Size ?? 0, WrittenAt(found.LastModified, found.ETag));
            }
        }
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

    private async IAsyncEnumerable<string> FindFoldersAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in PagesAsync(new() { Prefix = prefix, Delimiter = "/" }, cancellation))
        {
            foreach (var folder in page.CommonPrefixes ?? [])
                yield return folder;
        }
    }

    private async IAsyncEnumerable<ListObjectsV2Response> PagesAsync(S3KeyRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? next = null;
        do
        {
            var page = await PageAsync(range, next, cancellation);
            yield return page;
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    private async Task<ListObjectsV2Response> PageAsync(S3KeyRange range, string? next, CancellationToken cancellation)
    {
        using var operation = bucket.Begin(What, cancellation);
        try
        {
            var request = new ListObjectsV2Request
            {
                BucketName = bucket.Name,
                Prefix = range.Prefix,
                Delimiter = range.Delimiter,
                StartAfter = range.After,
                ContinuationToken = next,
            };
            return await operation.RunAsync(S3Permissions.List, token => bucket.Client.ListObjectsV2Async(request, token));
        }
        catch (S3FaultException fault)
        {
            throw operation.Unavailable(fault.Message);
        }
    }
}
