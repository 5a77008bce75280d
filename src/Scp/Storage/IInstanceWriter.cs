using System.Buffers;

namespace StoreScp.Storage;

/// <summary>Writes one object from its first byte to its last. Disposed without a commit, it leaves nothing behind.</summary>
/// <remarks>Used by one caller at a time; throws <see cref="StorageUnavailableException"/> when the store cannot take the bytes.</remarks>
public interface IInstanceWriter : IAsyncDisposable
{
    long BytesWritten { get; }

    /// <summary>Appends <paramref name="bytes"/>, whose memory is the caller's again when this completes.</summary>
    ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation);

    /// <summary>Makes the object visible under its key, durable when this completes.</summary>
    /// <exception cref="ObjectExistsException">There is an object under this key already; it is untouched.</exception>
    ValueTask CommitAsync(CancellationToken cancellation);
}
