namespace StoreScp.PluginTesting.Tests.Handlers;

/// <summary>Inverts every bit of what passes by; may be told to read synchronously.</summary>
internal sealed class InvertingStream(Stream inner, bool isSynchronous = false) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Invert(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = isSynchronous ? inner.Read(buffer.Span) : await inner.ReadAsync(buffer, cancellationToken);
        return Invert(buffer.Span[..read]);
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    private static int Invert(Span<byte> bytes)
    {
        foreach (ref var value in bytes)
            value = (byte)~value;
        return bytes.Length;
    }
}
