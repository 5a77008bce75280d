using Amazon.S3;
using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>Makes an object of at most one part with one request of known length, only if its key is free.</summary>
internal static class SinglePut
{
    /// <exception cref="ObjectExistsException">There is an object of somebody else's.</exception>
    public static async Task RunAsync(S3Bucket bucket, S3Operation operation, NewObject target, PartBuffer part, string checksum)
    {
        var fields = new ChecksumFields(bucket.Options.Checksum);
        var length = part.Length;
        PartStream? body = null;
        try
        {
            var answer = await operation.RunAsync(S3Permissions.Write, token =>
            {
                body?.Dispose();
                body = new PartStream(part);
                var request = RequestFor(bucket, target, body);
                fields.Set(request, checksum);
                return bucket.Client.PutObjectAsync(request, token);
            });
            await target.RequireAsync(operation, checksum, fields.Of(answer));
        }
        catch (S3FaultException fault) when (fault.Fault.IsPreconditionFailed)
        {
            // The answer to an earlier attempt of ours may be what was lost.
            if (!await target.IsThereAsync(operation, length, checksum))
                throw new ObjectExistsException(target.Key);
        }
        finally
        {
            body?.Dispose();
        }
    }

    private static PutObjectRequest RequestFor(S3Bucket bucket, NewObject target, PartStream body)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket.Name,
            Key = target.Key.Value,
            InputStream = body,
            ContentType = NewObject.ContentType,
            IfNoneMatch = "*",
            UseChunkEncoding = false,
            DisablePayloadSigning = !bucket.IsPlainHttp,
            DisableDefaultChecksumValidation = true,
        };
        request.Headers.ContentLength = body.Length;
        request.Metadata[NewObject.WriterMetadata] = target.Writer;
        if (bucket.Options.KmsKeyId is { } key)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = key;
            request.BucketKeyEnabled = true;
        }
        return request;
    }
}
