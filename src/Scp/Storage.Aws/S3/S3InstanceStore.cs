using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>Objects in one bucket of S3, each created once (<c>If-None-Match: *</c>), checked by checksum, and made of at most bounded memory.</summary>
public sealed class S3InstanceStore : IInstanceStore
{
    private readonly S3Bucket _bucket;
    private readonly S3Listing _listing;

    internal S3InstanceStore(S3Bucket bucket)
    {
        _bucket = bucket;
        _listing = new S3Listing(bucket);
        Memory = new PartMemory(bucket.Options, bucket.Time);
    }

    internal PartMemory Memory { get; }

    /// <summary>Nothing is asked of S3 yet.</summary>
    /// <exception cref="StorageSetupException">The options are not valid.</exception>
    public static S3InstanceStore Open(AwsAccess access, S3StorageOptions options, TimeProvider time) => new(new S3Bucket(access, options, time));

    /// <summary>S3 does not fill up.</summary>
    public bool HasRoomFor(long bytes) => true;

    public ValueTask<IInstanceWriter> CreateAsync(ObjectKey key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(new S3InstanceWriter(_bucket, Memory, key));
    }

    public ValueTask<Stream?> OpenReadAsync(ObjectKey key, CancellationToken cancellation) => S3ReadStream.OpenAsync(_bucket, key.Value, cancellation);

    public async ValueTask<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellation)
    {
        using var operation = _bucket.Begin("The object cannot be looked for", cancellation);
        return await FindAsync(operation, key);
    }

    public async ValueTask<bool> DeleteAsync(ObjectKey key, CancellationToken cancellation)
    {
        using var operation = _bucket.Begin("The object cannot be deleted", cancellation);
        // S3 does not tell whether there was one.
        if (await FindAsync(operation, key) is null)
            return false;
        await operation.DeleteAsync(key);
        return true;
    }

    /// <summary>Copies and deletes. Where that was interrupted between the two, the next move goes on with it.</summary>
    public async ValueTask<bool> MoveAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation)
    {
        if (!await new S3Copy(_bucket).RunAsync(from, to, resume: true, cancellation))
            return false;
        await DeleteAsync(from, cancellation);
        return true;
    }

    public async ValueTask<bool> CopyAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation) =>
        await new S3Copy(_bucket).RunAsync(from, to, resume: false, cancellation);

    public IAsyncEnumerable<StoredObject> ListFolderAsync(string folder, CancellationToken cancellation) =>
        _listing.FindAsync(new() { Prefix = folder.Length == 0 ? "" : folder + '/', Delimiter = "/" }, cancellation);

    /// <remarks>S3 lists by name only, 1,000 objects with each request; the name of a batch begins with the time that it was opened.</remarks>
    public async IAsyncEnumerable<StoredObject> ListAsync(DateTimeOffset writtenSince, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var found in _listing.FindSinceAsync(writtenSince, cancellation))
        {
            // S3 gives whole seconds.
            if (found.LastWritten > writtenSince || writtenSince - found.LastWritten < TimeSpan.FromSeconds(1))
                yield return found;
        }
    }

    public async ValueTask<int> RemoveAbandonedAsync(CancellationToken cancellation) => await new AbandonedUploads(_bucket).RemoveAsync(cancellation);

    public ValueTask DisposeAsync()
    {
        _bucket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<StoredObject?> FindAsync(S3Operation operation, ObjectKey key)
    {
        try
        {
            var found = await operation.RunAsync(S3Permissions.Read, token => _bucket.Client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = _bucket.Name, Key = key.Value }, token));
            return new StoredObject(key, found.ContentLength, _listing.WrittenAt(found.LastModified, found.ETag));
        }
        catch (S3FaultException missing) when (missing.Fault.IsMissing)
        {
            return null;
        }
    }
}
