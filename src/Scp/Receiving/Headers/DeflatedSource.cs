using System.Buffers;

namespace StoreScp.Receiving.Headers;

/// <summary>The data set's bytes as they come, for the inflater: kept in <see cref="ReceivedBytes"/> while the header is looked for, handed over afterwards.</summary>
internal sealed class DeflatedSource(ReceivedBytes bytes) : Stream
{
    private ReadOnlySequence<byte> _rest;
    private Func<ReadOnlySequence<byte>, ValueTask>? _take;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>From now on nothing is kept; each chunk that arrives is taken before the inflater sees it.</summary>
    public void HandOverTo(Func<ReadOnlySequence<byte>, ValueTask> take) => _take = take;

    /// <summary>Hands over what the inflater has no use for.</summary>
    public async ValueTask PassRestAsync(CancellationToken cancellation)
    {
        while (!bytes.IsCompleted)
            await NextAsync(cancellation);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty && !bytes.IsCompleted)
            _rest = await NextAsync(cancellationToken);
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

    private async ValueTask<ReadOnlySequence<byte>> NextAsync(CancellationToken cancellation)
    {
        if (_take is null)
            return await bytes.ReadAsync(cancellation);
        // Only now: until here the last chunk may have lain in what is kept.
        bytes.StopKeeping();
        var chunk = await bytes.ReadAsync(cancellation);
        await _take(chunk);
        return chunk;
    }
}
