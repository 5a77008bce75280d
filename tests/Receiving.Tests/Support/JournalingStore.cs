using System.Buffers;
using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.Support;

/// <summary>A real store that tells a <see cref="Journal"/> what became durable.</summary>
public sealed class JournalingStore(IInstanceStore inner, Journal journal) : IInstanceStore
{
    public bool HasRoom { get; set; } = true;

    /// <summary>What a commit waits for first; null: nothing.</summary>
    public Func<CancellationToken, Task>? BeforeCommit { get; set; }

    public bool HasRoomFor(long bytes) => HasRoom && inner.HasRoomFor(bytes);

    public async ValueTask<IInstanceWriter> CreateAsync(ObjectKey key, CancellationToken cancellation)
    {
        journal.Begin("create");
        return new Writer(await inner.CreateAsync(key, cancellation), this, journal);
    }

    public ValueTask<Stream?> OpenReadAsync(ObjectKey key, CancellationToken cancellation) => inner.OpenReadAsync(key, cancellation);

    public ValueTask<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellation) => inner.FindAsync(key, cancellation);

    public async ValueTask<bool> DeleteAsync(ObjectKey key, CancellationToken cancellation)
    {
        var deleted = await inner.DeleteAsync(key, cancellation);
        journal.Done("object deleted");
        return deleted;
    }

    public ValueTask<bool> MoveAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation) => inner.MoveAsync(from, to, cancellation);

    public IAsyncEnumerable<StoredObject> ListAsync(DateTimeOffset writtenSince, CancellationToken cancellation) => inner.ListAsync(writtenSince, cancellation);

    public async ValueTask<bool> CopyAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation)
    {
        journal.Begin("copy");
        var copied = await inner.CopyAsync(from, to, cancellation);
        journal.Done("copy durable");
        return copied;
    }

    public IAsyncEnumerable<StoredObject> ListFolderAsync(string folder, CancellationToken cancellation) => inner.ListFolderAsync(folder, cancellation);

    public ValueTask<int> RemoveAbandonedAsync(CancellationToken cancellation) => inner.RemoveAbandonedAsync(cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Writer(IInstanceWriter inner, JournalingStore store, Journal journal) : IInstanceWriter
    {
        public long BytesWritten => inner.BytesWritten;

        public ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation)
        {
            journal.Begin("write");
            return inner.WriteAsync(bytes, cancellation);
        }

        public async ValueTask CommitAsync(CancellationToken cancellation)
        {
            journal.Begin("commit");
            if (store.BeforeCommit is { } wait)
                await wait(cancellation);
            await inner.CommitAsync(cancellation);
            journal.Done("object durable");
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
