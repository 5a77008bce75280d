using System.Buffers;

namespace StoreScp.Receiving.PreStore;

/// <summary>Reads a stream in chunks of bounded size.</summary>
internal static class StreamChunks
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Gives every byte to <paramref name="take"/>, in order; returns how many there were.</summary>
    public static async ValueTask<long> ForEachAsync(Stream stream, Func<ReadOnlySequence<byte>, ValueTask> take, CancellationToken cancellation)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var total = 0L;
            for (int length; (length = await stream.ReadAsync(chunk, cancellation)) > 0; total += length)
                await take(new ReadOnlySequence<byte>(chunk, 0, length));
            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
