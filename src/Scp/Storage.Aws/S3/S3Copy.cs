using Amazon.S3;
using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>Copies within the bucket, on S3's side, only if the new key is free. Metadata goes along; the copy is encrypted as new objects are.</summary>
internal sealed class S3Copy(S3Bucket bucket)
{
    private const string What = "The object cannot be copied";

    private readonly ChecksumFields _fields = new(bucket.Options.Checksum);

    /// <returns>False when there is no object <paramref name="from"/>.</returns>
    /// <param name="resume">A copy of this very object that is there already will do.</param>
    /// <exception cref="ObjectExistsException">There is an object <paramref name="to"/> already.</exception>
    public async Task<bool> RunAsync(ObjectKey from, ObjectKey to, bool resume, CancellationToken cancellation)
    {
        using var operation = bucket.Begin(What, cancellation);
        if (await FindAsync(operation, from) is not { } source)
            return false;
        // Asked first where the answer to an earlier try matters, and for stores that do not know If-None-Match of a copy.
        if (await FindAsync(operation, to) is { } present)
            return resume && IsCopy(present, source) ? true : throw new ObjectExistsException(to);
        try
        {
            if (source.ContentLength <= bucket.Options.CopyPartBytes)
                await CopyAsync(operation, from, to, source);
            else
                await CopyInPartsAsync(operation, from, to, source, cancellation);
            return true;
        }
        catch (S3FaultException fault)
        {
            if (await FindAsync(operation, to) is not { } other)
                throw operation.Unavailable($"{fault.Fault}; it was deleted or replaced meanwhile");
            return (resume || operation.IsUncertain) && IsCopy(other, source) ? true : throw new ObjectExistsException(to);
        }
    }

    // Every writer has a token of its own, and its copies keep it.
    private static bool IsCopy(GetObjectMetadataResponse other, GetObjectMetadataResponse source) =>
        source.Metadata[NewObject.WriterMetadata] is { Length: > 0 } writer
        && other.Metadata[NewObject.WriterMetadata] == writer && other.ContentLength == source.ContentLength;

    private async Task<GetObjectMetadataResponse?> FindAsync(S3Operation operation, ObjectKey key)
    {
        try
        {
            return await operation.RunAsync(S3Permissions.Read, token => bucket.Client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket.Name, Key = key.Value }, token));
        }
        catch (S3FaultException missing) when (missing.Fault.IsMissing)
        {
            return null;
        }
    }

    private Task<CopyObjectResponse> CopyAsync(S3Operation operation, ObjectKey from, ObjectKey to, GetObjectMetadataResponse source) =>
        operation.RunAsync(S3Permissions.Copy, async token =>
        {
            var request = new CopyObjectRequest
            {
                SourceBucket = bucket.Name,
                SourceKey = from.Value,
                DestinationBucket = bucket.Name,
                DestinationKey = to.Value,
                ETagToMatch = source.ETag,
                IfNoneMatch = "*",
            };
            if (bucket.Options.KmsKeyId is { } key)
            {
                request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
                request.ServerSideEncryptionKeyManagementServiceKeyId = key;
                request.BucketKeyEnabled = true;
            }
            var answer = await bucket.Client.CopyObjectAsync(request, token);
            // A copy that fails after S3 began to answer is a 200 with an error for a body.
            return string.IsNullOrEmpty(answer.ETag) ? throw new IOException("The answer has no ETag.") : answer;
        });

    private async Task CopyInPartsAsync(S3Operation first, ObjectKey from, ObjectKey to, GetObjectMetadataResponse source, CancellationToken cancellation)
    {
        var begun = await first.RunAsync(S3Permissions.Write, token => bucket.Client.InitiateMultipartUploadAsync(RequestFor(to, source), token));
        var isCompleted = false;
        try
        {
            List<PartETag> parts = [];
            for (long position = 0; position < source.ContentLength; position += bucket.Options.CopyPartBytes)
                parts.Add(await CopyPartAsync(from, to, source, begun.UploadId, position, parts.Count + 1, cancellation));
            using var last = bucket.Begin(What, cancellation);
            await last.RunAsync(S3Permissions.Write, token => bucket.Client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
            {
                BucketName = bucket.Name,
                Key = to.Value,
                UploadId = begun.UploadId,
                PartETags = parts,
                ChecksumType = _fields.TypeInParts,
                MpuObjectSize = source.ContentLength,
                IfNoneMatch = "*",
            }, token));
            isCompleted = true;
        }
        finally
        {
            if (!isCompleted)
                await AbortAsync(to, begun.UploadId);
        }
    }

    private async Task<PartETag> CopyPartAsync(
        ObjectKey from, ObjectKey to, GetObjectMetadataResponse source, string uploadId, long position, int number, CancellationToken cancellation)
    {
        using var operation = bucket.Begin(What, cancellation);
        var answer = await operation.RunAsync(S3Permissions.Copy, token => bucket.Client.CopyPartAsync(new CopyPartRequest
        {
            SourceBucket = bucket.Name,
            SourceKey = from.Value,
            DestinationBucket = bucket.Name,
            DestinationKey = to.Value,
            UploadId = uploadId,
            PartNumber = number,
            FirstByte = position,
            LastByte = Math.Min(position + bucket.Options.CopyPartBytes, source.ContentLength) - 1,
            ETagToMatch = [source.ETag],
        }, token));
        var part = new PartETag(number, answer.ETag);
        if (_fields.Of(answer) is { } checksum)
            _fields.Set(part, checksum);
        return part;
    }

    private InitiateMultipartUploadRequest RequestFor(ObjectKey to, GetObjectMetadataResponse source)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = bucket.Name,
            Key = to.Value,
            ContentType = source.ContentType,
            ChecksumAlgorithm = _fields.Algorithm,
            ChecksumType = _fields.TypeInParts,
        };
        foreach (var name in source.Metadata.Keys)
            request.Metadata[name] = source.Metadata[name];
        if (bucket.Options.KmsKeyId is { } key)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = key;
            request.BucketKeyEnabled = true;
        }
        return request;
    }

    private async Task AbortAsync(ObjectKey to, string uploadId)
    {
        using var cleanup = bucket.BeginCleanup(What);
        try
        {
            await cleanup.RunAsync(S3Permissions.Abort, token => bucket.Client.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = bucket.Name, Key = to.Value, UploadId = uploadId }, token));
        }
        catch (Exception error) when (error is StorageUnavailableException or S3FaultException)
        {
            // The sweep takes it by its age.
        }
    }
}
