using System.Buffers;
using StoreScp.Storage;

namespace StoreScp.Receiving.Instances;

/// <summary>Compares the data sets of two stored objects byte by byte; hashes only name candidates.</summary>
internal static class StoredContent
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>False also when an object is gone or damaged: then the new one is no duplicate.</summary>
    public static async ValueTask<bool> EqualsAsync(IInstanceStore store, InstanceRow first, InstanceRow second, CancellationToken cancellation)
    {
        await using var left = await OpenAsync(store, first, cancellation);
        await using var right = await OpenAsync(store, second, cancellation);
        if (left is null || right is null)
            return false;
        var buffer = ArrayPool<byte>.Shared.Rent(2 * ChunkBytes);
        try
        {
            return await EqualsAsync(left, right, buffer.AsMemory(0, ChunkBytes), buffer.AsMemory(ChunkBytes, ChunkBytes), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether the object of a row is there, in the length it was written with.</summary>
    public static async ValueTask<bool> IsIntactAsync(IInstanceStore store, InstanceRow row, CancellationToken cancellation) =>
        row.ObjectKey is { } key && await store.FindAsync(key, cancellation) is { } stored && stored.Length == row.Bytes;

    private static async ValueTask<bool> EqualsAsync(
        Stream left, Stream right, Memory<byte> leftChunk, Memory<byte> rightChunk, CancellationToken cancellation)
    {
        while (true)
        {
            var length = await left.ReadAtLeastAsync(leftChunk, leftChunk.Length, throwOnEndOfStream: false, cancellation);
            var other = await right.ReadAtLeastAsync(rightChunk, rightChunk.Length, throwOnEndOfStream: false, cancellation);
            if (!leftChunk.Span[..length].SequenceEqual(rightChunk.Span[..other]))
                return false;
            if (length < leftChunk.Length)
                return true;
        }
    }

    /// <summary>Opens the object at the first byte of its data set, behind the File Meta Information.</summary>
    private static async ValueTask<Stream?> OpenAsync(IInstanceStore store, InstanceRow row, CancellationToken cancellation)
    {
        if (row.ObjectKey is not { } key || await store.OpenReadAsync(key, cancellation) is not { } stream)
            return null;
        if (stream.Length != row.Bytes)
        {
            await stream.DisposeAsync();
            return null;
        }
        stream.Position = row.Bytes - row.ContentLength;
        return stream;
    }
}
