using System.Buffers;
using StoreScp.Dicom;

namespace StoreScp.Receiving.Headers;

/// <summary>What a deflated data set inflates to (PS3.5 §A.5), chunk by chunk and within the limits; what is kept and stored are the bytes as received.</summary>
internal sealed class InflatedBytes : IDisposable
{
    private const int ChunkBytes = 16 * 1024;

    private readonly DeflatedSource _source;
    private readonly InflatingStream _inflating;
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);

    public InflatedBytes(ReceivedBytes bytes, DicomReadLimits limits)
    {
        _source = new DeflatedSource(bytes);
        _inflating = new InflatingStream(_source, limits);
    }

    /// <summary>The next inflated bytes, valid until the next call; empty when the DEFLATE stream has come to its end.</summary>
    /// <exception cref="DicomDataException">The stream is cut or corrupt, or inflates beyond a limit.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellation) =>
        _chunk.AsMemory(0, await _inflating.ReadAsync(_chunk, cancellation));

    /// <inheritdoc cref="DeflatedSource.HandOverTo"/>
    public void HandOverTo(Func<ReadOnlySequence<byte>, ValueTask> take) => _source.HandOverTo(take);

    /// <inheritdoc cref="DeflatedSource.PassRestAsync"/>
    public ValueTask PassRestAsync(CancellationToken cancellation) => _source.PassRestAsync(cancellation);

    public void Dispose()
    {
        _inflating.Dispose();
        ArrayPool<byte>.Shared.Return(_chunk);
    }
}
