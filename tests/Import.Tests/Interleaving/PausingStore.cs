using System.Buffers;
using StoreScp.Storage;

namespace StoreScp.Import.Tests.Interleaving;

/// <summary>The store of one process, which pauses before every call.</summary>
internal sealed class PausingStore(IInstanceStore inner, PausingCalls calls) : IInstanceStore
{
    public bool HasRoomFor(long bytes) => inner.HasRoomFor(bytes);

    public async ValueTask<IInstanceWriter> CreateAsync(ObjectKey key, CancellationToken cancellation) =>
        new Writer(await calls.CallAsync(() => inner.CreateAsync(key, cancellation)), calls);

    /// <summary>Read at once, so that reading takes no steps of its own.</summary>
    public ValueTask<Stream?> OpenReadAsync(ObjectKey key, CancellationToken cancellation) => calls.CallAsync(async () =>
    {
        await using var stream = await inner.OpenReadAsync(key, cancellation);
        if (stream is null)
            return null;
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        bytes.Position = 0;
        return (Stream?)bytes;
    });

    public ValueTask<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellation) => calls.CallAsync(() => inner.FindAsync(key, cancellation));

    public ValueTask<bool> DeleteAsync(ObjectKey key, CancellationToken cancellation) => calls.CallAsync(() => inner.DeleteAsync(key, cancellation));

    public ValueTask<bool> MoveAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation) => calls.CallAsync(() => inner.MoveAsync(from, to, cancellation));

    public ValueTask<bool> CopyAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation) => calls.CallAsync(() => inner.CopyAsync(from, to, cancellation));

    public IAsyncEnumerable<StoredObject> ListFolderAsync(string folder, CancellationToken cancellation) => calls.ListAsync(inner.ListFolderAsync(folder, cancellation));

    public IAsyncEnumerable<StoredObject> ListAsync(DateTimeOffset writtenSince, CancellationToken cancellation) => calls.ListAsync(inner.ListAsync(writtenSince, cancellation));

    public ValueTask<int> RemoveAbandonedAsync(CancellationToken cancellation) => calls.CallAsync(() => inner.RemoveAbandonedAsync(cancellation));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Writer(IInstanceWriter inner, PausingCalls calls) : IInstanceWriter
    {
        public long BytesWritten => inner.BytesWritten;

        public async ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation) => await calls.CallAsync(async () =>
        {
            await inner.WriteAsync(bytes, cancellation);
            return true;
        });

        public async ValueTask CommitAsync(CancellationToken cancellation) => await calls.CallAsync(async () =>
        {
            await inner.CommitAsync(cancellation);
            return true;
        });

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
