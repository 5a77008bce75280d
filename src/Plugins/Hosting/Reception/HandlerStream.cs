using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.PreStore;
using StoreScp.Storage;

namespace StoreScp.Plugins.Hosting.Reception;

/// <summary>
/// A stream of a handler's making. It is made, read and disposed on other threads, each within a deadline: what it does wrong fails its instance
/// and nothing else.
/// </summary>
/// <param name="open">The handler's code; called at the first read.</param>
/// <param name="timeout">For one read, waiting for the peer included.</param>
internal sealed class HandlerStream(Func<Stream> open, TimeSpan timeout, TimeProvider time) : Stream
{
    // Of its own: a read that was abandoned may still write into it.
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream? _inner;
    private bool _isAbandoned;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = Math.Min(buffer.Length, _buffer.Length);
        try
        {
            var read = await Task.Run(() => ReadInnerAsync(length, cancellationToken), cancellationToken).WaitAsync(timeout, time, cancellationToken);
            if (read < 0 || read > length)
                throw new BulkFailedException("A plugin handler's stream over the bulk gave a length of nonsense");
            _buffer.AsSpan(0, read).CopyTo(buffer.Span);
            return read;
        }
        catch (TimeoutException e)
        {
            _isAbandoned = true;
            throw new BulkFailedException("A plugin handler's stream over the bulk took too long", e);
        }
        catch (Exception e) when (IsOfHandler(e, cancellationToken))
        {
            throw new BulkFailedException($"A plugin handler's stream over the bulk failed: {e.GetType().Name}", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (_inner is { } inner && !_isAbandoned)
        {
            // The bytes are through: what a handler's stream does at its end, or how long it takes, harms nobody.
            await Task.Run(() => inner.DisposeAsync().AsTask()).WaitAsync(timeout, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await base.DisposeAsync();
    }

    private async Task<int> ReadInnerAsync(int length, CancellationToken cancellation)
    {
        _inner ??= open() ?? throw new BulkFailedException("A plugin handler put null over the bulk");
        return await _inner.ReadAsync(_buffer.AsMemory(0, length), cancellation);
    }

    /// <summary>Not what the data set, the peer or the store did: that keeps its own meaning on its way through a handler's stream.</summary>
    private static bool IsOfHandler(Exception error, CancellationToken cancellation) => error is not
        (BulkFailedException or StoreFailureException or DicomDataException or AssociationAbortException or AssociationLostException or StorageUnavailableException)
        && !cancellation.IsCancellationRequested;
}
