using System.Buffers;

namespace StoreScp.Receiving.Headers;

/// <summary>The data set's bytes as they come, for the inflater; each byte stays in <see cref="ReceivedBytes"/> as it was received.</summary>
internal sealed class KeptBytesStream(ReceivedBytes source) : Stream
{
    private ReadOnlySequence<byte> _rest;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty && !source.IsCompleted)
            _rest = await source.ReadAsync(cancellationToken);
        var taken = _rest.Slice(0, Math.Min(buffer.Length, _rest.Length));
        taken.CopyTo(buffer.Span);
        _rest = _rest.Slice(taken.End);
        return (int)taken.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
