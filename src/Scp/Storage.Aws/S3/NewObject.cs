using Amazon.S3;
using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>An object that one writer makes, and how it knows its own again when an answer was lost.</summary>
internal sealed class NewObject(S3Bucket bucket, ObjectKey key)
{
    /// <summary>Metadata of every object of ours: <c>x-amz-meta-writer</c>. A copy keeps it.</summary>
    public const string WriterMetadata = "writer";

    public const string ContentType = "application/dicom";

    private readonly ChecksumFields _fields = new(bucket.Options.Checksum);

    public ObjectKey Key => key;

    /// <summary>Used by this writer and nobody else.</summary>
    public string Writer { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether what is under the key is this object, whole; false when it is somebody else's, or nothing is there.</summary>
    public async Task<bool> IsThereAsync(S3Operation operation, long length, string? checksum)
    {
        try
        {
            var found = await operation.RunAsync(S3Permissions.Read, token => bucket.Client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket.Name, Key = key.Value, ChecksumMode = ChecksumMode.ENABLED }, token));
            return found.Metadata[WriterMetadata] == Writer && found.ContentLength == length && (checksum is null || _fields.Of(found) is not { } theirs || theirs == checksum);
        }
        catch (S3FaultException missing) when (missing.Fault.IsMissing)
        {
            return false;
        }
    }

    public Task DeleteAsync(S3Operation operation) => operation.RunAsync(S3Permissions.Delete, token =>
        bucket.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket.Name, Key = key.Value }, token));

    /// <summary>What S3 has is what was sent, or it goes again.</summary>
    /// <exception cref="StorageUnavailableException">It is not.</exception>
    public async Task RequireAsync(S3Operation operation, string sent, string? answered)
    {
        if (answered is null || answered == sent)
            return;
        await DeleteAsync(operation);
        throw operation.Unavailable($"S3 answers the checksum {answered} and not {sent}, so the object was deleted");
    }
}
