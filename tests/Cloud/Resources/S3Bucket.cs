using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using StoreScp.Emulator;
using S3Object = StoreScp.Emulator.S3Object;

namespace StoreScp.Cloud.Resources;

/// <summary>A bucket of a real S3, or of what stands for it, for the HealthImaging emulator.</summary>
internal sealed class S3Bucket(IAmazonS3 s3, string name) : IBucket
{
    public async IAsyncEnumerable<S3Object> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = name, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await CallAsync(() => s3.ListObjectsV2Async(request, cancellation));
            foreach (var file in page.S3Objects ?? [])
                yield return new S3Object(file.Key, file.Size ?? 0);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated ?? false);
    }

    public async Task FetchAsync(string key, string path, CancellationToken cancellation)
    {
        var temporary = $"{path}.tmp";
        using (var answer = await CallAsync(() => s3.GetObjectAsync(name, key, cancellation)))
        {
            await using var file = new FileStream(temporary, FileMode.Create, FileAccess.Write);
            await answer.ResponseStream.CopyToAsync(file, cancellation);
        }
        File.Move(temporary, path, overwrite: true);
    }

    public async Task PutAsync(string key, Func<Stream, Task> write)
    {
        using var written = new MemoryStream();
        await write(written);
        // Who writes may close: the bytes are there all the same.
        using var content = new MemoryStream(written.ToArray());
        await CallAsync(() => s3.PutObjectAsync(new PutObjectRequest { BucketName = name, Key = key, InputStream = content }));
    }

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode == "NoSuchKey")
        {
            throw new FileNotFoundException("There is no such object.", e);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new IOException($"S3 cannot be used: {e.Message}", e);
        }
    }
}
