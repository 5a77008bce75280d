using System.Buffers;
using StoreScp.Receiving.Tracing;
using StoreScp.Storage;

namespace StoreScp.Server.Metrics;

/// <summary>A store whose commits are timed: how long the disk takes to make an object durable.</summary>
internal sealed class MeteredStore(IInstanceStore inner, StoreScpMetrics metrics, TimeProvider time) : IInstanceStore
{
    public bool HasRoomFor(long bytes) => inner.HasRoomFor(bytes);

    public async ValueTask<IInstanceWriter> CreateAsync(ObjectKey key, CancellationToken cancellation) =>
        new MeteredWriter(await inner.CreateAsync(key, cancellation), metrics, time);

    public ValueTask<Stream?> OpenReadAsync(ObjectKey key, CancellationToken cancellation) => inner.OpenReadAsync(key, cancellation);

    public ValueTask<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellation) => inner.FindAsync(key, cancellation);

    public ValueTask<bool> DeleteAsync(ObjectKey key, CancellationToken cancellation) => inner.DeleteAsync(key, cancellation);

    public ValueTask<bool> MoveAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation) => inner.MoveAsync(from, to, cancellation);

    public IAsyncEnumerable<StoredObject> ListAsync(DateTimeOffset writtenSince, CancellationToken cancellation) =>
        inner.ListAsync(writtenSince, cancellation);

    public ValueTask<bool> CopyAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation) => inner.CopyAsync(from, to, cancellation);

    public IAsyncEnumerable<StoredObject> ListFolderAsync(string folder, CancellationToken cancellation) => inner.ListFolderAsync(folder, cancellation);

    public ValueTask<int> RemoveAbandonedAsync(CancellationToken cancellation) => inner.RemoveAbandonedAsync(cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class MeteredWriter(IInstanceWriter inner, StoreScpMetrics metrics, TimeProvider time) : IInstanceWriter
    {
        public long BytesWritten => inner.BytesWritten;

        public ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation) => inner.WriteAsync(bytes, cancellation);

        public async ValueTask CommitAsync(CancellationToken cancellation)
        {
            using var span = ReceptionTrace.Source.StartActivity("object commit");
            var began = time.GetTimestamp();
            await inner.CommitAsync(cancellation);
            metrics.ObjectCommitted(time.GetElapsedTime(began));
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
