namespace StoreScp.Storage.Aws.S3;

/// <summary>The bytes of a part as one request sends them. Disposed, it reads no more: whatever the request still does, the part's place is free.</summary>
internal sealed class PartStream(PartBuffer part) : Stream
{
    private readonly Lock _gate = new();
    private readonly int _length = part.Length;
    private int _position;
    private bool _isClosed;

    public override bool CanRead => !_isClosed;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = checked((int)value);
    }

    public override int Read(Span<byte> buffer)
    {
        // Copied under the lock: a request that was given up may be in the middle of it.
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_position >= _length)
                return 0;
            var count = part.Read(_position, buffer);
            _position += count;
            return count;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
        lock (_gate)
            _isClosed = true;
        base.Dispose(disposing);
    }
}
