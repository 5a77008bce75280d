using System.Buffers;
using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>An object as a seekable stream of ranged GETs: it goes on where a connection broke, and never mixes two contents (If-Match).</summary>
/// <remarks>Every read ends within <see cref="S3StorageOptions.OperationBudget"/>, with <see cref="StorageUnavailableException"/> at the worst.</remarks>
internal sealed class S3ReadStream : Stream
{
    private const string What = "The object cannot be read";
    private const int MaximumSkipBytes = 64 << 10;

    private readonly S3Bucket _bucket;
    private readonly string _key;
    private readonly string? _versionId;
    private readonly string _etag;
    private readonly long _length;
    private GetObjectResponse? _answer;
    private long _answerPosition;
    private long _position;

    private S3ReadStream(S3Bucket bucket, string key, string? versionId, GetObjectResponse answer)
    {
        _bucket = bucket;
        _key = key;
        _versionId = versionId;
        _answer = answer;
        _etag = answer.ETag;
        _length = answer.ContentLength;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>Null when there is no such object, or no such version of it.</summary>
    /// <param name="versionId">One version of a bucket with versioning; null: the newest.</param>
    public static async ValueTask<Stream?> OpenAsync(S3Bucket bucket, string key, CancellationToken cancellation, string? versionId = null)
    {
        using var operation = bucket.Begin(What, cancellation);
        try
        {
            return new S3ReadStream(bucket, key, versionId, await operation.RunAsync(PermissionFor(versionId),
                token => bucket.Client.GetObjectAsync(new GetObjectRequest { BucketName = bucket.Name, Key = key, VersionId = versionId }, token)));
        }
        catch (S3FaultException missing) when (missing.Fault.IsMissing)
        {
            return null;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position >= _length || buffer.IsEmpty)
            return 0;
        using var operation = _bucket.Begin(What, cancellationToken);
        try
        {
            var count = await operation.RunAsync(PermissionFor(_versionId), token => ReadOnceAsync(buffer, token), mayBeLeft: false);
            _position += count;
            _answerPosition = _position;
            return count;
        }
        catch (S3FaultException fault)
        {
            throw operation.Unavailable($"{fault.Fault}; it was deleted or replaced while it was being read");
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Who parses an orphan reads so, one object at a time: it blocks one thread of the pool, which waits for others.
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => _length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close(ref _answer);
        base.Dispose(disposing);
    }

    private static string PermissionFor(string? versionId) => versionId is null ? S3Permissions.Read : S3Permissions.ReadVersion;

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            if (_answer is not null && !await TrySkipAsync(_answer.ResponseStream, cancellation))
                Close(ref _answer);
            _answer ??= await _bucket.Client.GetObjectAsync(Rest(), cancellation);
            _answerPosition = _position;
            var count = await _answer.ResponseStream.ReadAsync(buffer, cancellation);
            return count > 0 ? count : throw new IOException("The answer ended early.");
        }
        catch
        {
            Close(ref _answer);
            throw;
        }
    }

    /// <summary>Brings the answer to the position if it is not far ahead: cheaper than a request.</summary>
    private async Task<bool> TrySkipAsync(Stream body, CancellationToken cancellation)
    {
        if (_position == _answerPosition)
            return true;
        if (_position < _answerPosition || _position - _answerPosition > MaximumSkipBytes)
            return false;
        var skipped = ArrayPool<byte>.Shared.Rent(MaximumSkipBytes);
        try
        {
            await body.ReadExactlyAsync(skipped.AsMemory(0, (int)(_position - _answerPosition)), cancellation);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(skipped);
        }
    }

    private GetObjectRequest Rest() => new()
    {
        BucketName = _bucket.Name,
        Key = _key,
        VersionId = _versionId,
        ByteRange = new ByteRange(_position, _length - 1),
        EtagToMatch = _etag,
    };

    private static void Close(ref GetObjectResponse? answer)
    {
        answer?.Dispose();
        answer = null;
    }
}
