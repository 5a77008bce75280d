using Amazon.S3;
using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>An object that comes in parts; nothing is visible before it is completed, and only if its key is free.</summary>
/// <remarks>Used by one caller at a time, apart from <see cref="AbortAsync"/>.</remarks>
internal sealed class MultipartUpload
{
    /// <summary>S3's limit.</summary>
    public const int MaximumParts = 10_000;

    private readonly S3Bucket _bucket;
    private readonly NewObject _target;
    private readonly ChecksumFields _fields;
    private readonly List<PartETag> _parts = [];
    private readonly long _begun;
    private readonly string _uploadId;

    private MultipartUpload(S3Bucket bucket, NewObject target, long begun, string uploadId)
    {
        _bucket = bucket;
        _target = target;
        _fields = new ChecksumFields(bucket.Options.Checksum);
        _begun = begun;
        _uploadId = uploadId;
    }

    public static async Task<MultipartUpload> BeginAsync(S3Bucket bucket, S3Operation operation, NewObject target)
    {
        var begun = bucket.Time.GetTimestamp();
        var fields = new ChecksumFields(bucket.Options.Checksum);
        var answer = await operation.RunAsync(S3Permissions.Write, token => bucket.Client.InitiateMultipartUploadAsync(RequestFor(bucket, target, fields), token));
        return new MultipartUpload(bucket, target, begun, answer.UploadId);
    }

    /// <exception cref="StorageUnavailableException">S3 does not take the part, or it took a damaged one.</exception>
    public async Task UploadAsync(S3Operation operation, PartBuffer part, string checksum, CancellationToken stop)
    {
        RequireTime(operation);
        if (_parts.Count == MaximumParts)
            throw operation.Unavailable($"the object is longer than {MaximumParts} parts of {_bucket.Options.PartBytes >> 20} MiB (PartBytes)");
        PartStream? body = null;
        try
        {
            var answer = await operation.RunAsync(S3Permissions.Write, async token =>
            {
                body?.Dispose();
                body = new PartStream(part);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(token, stop);
                return await _bucket.Client.UploadPartAsync(RequestFor(body, checksum), either.Token).WaitAsync(stop);
            });
            if (_fields.Of(answer) is { } answered && answered != checksum)
                throw operation.Unavailable($"S3 answers the checksum {answered} for a part and not {checksum}");
            var etag = new PartETag(_parts.Count + 1, answer.ETag);
            _fields.Set(etag, checksum);
            _parts.Add(etag);
        }
        catch (S3FaultException fault)
        {
            throw operation.Unavailable($"{fault.Fault}; the upload is gone");
        }
        finally
        {
            body?.Dispose();
        }
    }

    /// <exception cref="ObjectExistsException">There is an object of somebody else's.</exception>
    public async Task CompleteAsync(S3Operation operation, long length, string checksum)
    {
        RequireTime(operation);
        try
        {
            var answer = await operation.RunAsync(S3Permissions.Write, token => _bucket.Client.CompleteMultipartUploadAsync(RequestFor(length, checksum), token));
            await _target.RequireAsync(operation, checksum, _fields.Of(answer));
        }
        catch (S3FaultException fault)
        {
            // The answer to an earlier attempt of ours may be what was lost: then the key is taken by us, and the upload is gone.
            if (await _target.IsThereAsync(operation, length, checksum))
                return;
            if (fault.Fault.IsPreconditionFailed)
                throw new ObjectExistsException(_target.Key);
            throw operation.Unavailable($"{fault.Fault}; the upload is gone");
        }
    }

    public async Task AbortAsync(S3Operation operation)
    {
        try
        {
            await operation.RunAsync(S3Permissions.Abort, token => _bucket.Client.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = _bucket.Name, Key = _target.Key.Value, UploadId = _uploadId }, token));
        }
        catch (S3FaultException missing) when (missing.Fault.IsMissing)
        {
            // Completed after all, or aborted by an attempt whose answer was lost.
        }
    }

    // What goes on for longer might be taken for abandoned, and its object for an orphan.
    private void RequireTime(S3Operation operation)
    {
        if (_bucket.Time.GetElapsedTime(_begun) > _bucket.Options.MaximumUploadTime)
            throw operation.Unavailable($"its upload has taken longer than {_bucket.Options.MaximumUploadTime.TotalHours:0.#} h (MaximumUploadTime)");
    }

    private static InitiateMultipartUploadRequest RequestFor(S3Bucket bucket, NewObject target, ChecksumFields fields)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = bucket.Name,
            Key = target.Key.Value,
            ContentType = NewObject.ContentType,
            ChecksumAlgorithm = fields.Algorithm,
            ChecksumType = fields.TypeInParts,
        };
        request.Metadata[NewObject.WriterMetadata] = target.Writer;
        if (bucket.Options.KmsKeyId is { } key)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = key;
            request.BucketKeyEnabled = true;
        }
        return request;
    }

    private UploadPartRequest RequestFor(PartStream body, string checksum)
    {
        var request = new UploadPartRequest
        {
            BucketName = _bucket.Name,
            Key = _target.Key.Value,
            UploadId = _uploadId,
            PartNumber = _parts.Count + 1,
            PartSize = body.Length,
            InputStream = body,
            UseChunkEncoding = false,
            DisablePayloadSigning = !_bucket.IsPlainHttp,
            DisableDefaultChecksumValidation = true,
        };
        _fields.Set(request, checksum);
        return request;
    }

    private CompleteMultipartUploadRequest RequestFor(long length, string checksum)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = _bucket.Name,
            Key = _target.Key.Value,
            UploadId = _uploadId,
            PartETags = _parts,
            MpuObjectSize = length,
            IfNoneMatch = "*",
        };
        _fields.Set(request, checksum);
        return request;
    }
}
