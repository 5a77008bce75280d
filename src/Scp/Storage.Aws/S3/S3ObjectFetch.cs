using System.Security.Cryptography;

namespace StoreScp.Storage.Aws.S3;

/// <summary>Fetches one version of an object whole, bounded in size and time. It goes on where a connection broke.</summary>
public sealed class S3ObjectFetch(AwsAccess access, S3FetchOptions options, TimeProvider time)
{
    private const int BufferBytes = 128 << 10;

    /// <summary>In place of sockets; null outside tests.</summary>
    internal HttpMessageHandler? Handler { get; init; }

    /// <summary>Writes the object and gives its SHA-256, of the bytes as they were written.</summary>
    /// <exception cref="StorageUnavailableException">There is no such version, it is too long, S3 refuses, or it is not whole within <see cref="S3FetchOptions.Deadline"/>.</exception>
    /// <exception cref="StorageSetupException">The bucket's name cannot be one.</exception>
    public async Task<byte[]> ToAsync(S3ObjectVersion version, Stream target, CancellationToken cancellation)
    {
        using var bucket = new S3Bucket(access, new S3StorageOptions { Bucket = version.Bucket }, time, Handler);
        using var deadline = new CancellationTokenSource(options.Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await CopyAsync(bucket, version, target, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StorageUnavailableException($"S3 did not give it whole within {options.Deadline.TotalSeconds:0.##} s.");
        }
    }

    private async Task<byte[]> CopyAsync(S3Bucket bucket, S3ObjectVersion version, Stream target, CancellationToken cancellation)
    {
        await using var source = await S3ReadStream.OpenAsync(bucket, version.Key, cancellation, version.VersionId)
            ?? throw new StorageUnavailableException("There is no such object, or no such version of it.");
        if (source.Length > options.MaximumBytes)
            throw new StorageUnavailableException($"It has {source.Length} bytes; allowed: {options.MaximumBytes}.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        int count;
        while ((count = await source.ReadAsync(buffer, cancellation)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            await target.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
        return hash.GetHashAndReset();
    }
}
