namespace StoreScp.Dicom;

/// <summary>A part of a seekable stream as a stream of its own; disposing it disposes the whole.</summary>
internal sealed class StreamSlice : Stream
{
    private readonly Stream _whole;
    private readonly long _start;

    public StreamSlice(Stream whole, long start, long length)
    {
        (_whole, _start, Length) = (whole, start, length);
        _whole.Position = start;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; }
    public override long Position { get => _whole.Position - _start; set => _whole.Position = _start + Math.Clamp(value, 0, Length); }

    public override int Read(Span<byte> buffer) => _whole.Read(buffer[..Fit(buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _whole.ReadAsync(buffer[..Fit(buffer.Length)], cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _whole.Dispose();
        base.Dispose(disposing);
    }

    private int Fit(int length) => (int)Math.Min(length, Math.Max(0, Length - Position));
}
