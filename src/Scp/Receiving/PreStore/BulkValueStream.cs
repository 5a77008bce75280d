using System.Buffers;
using StoreScp.Dicom;

namespace StoreScp.Receiving.PreStore;

/// <summary>The value of a bulk as a stream for handlers' transformations: as it arrives, forward only, without a delimiter.</summary>
/// <remarks>To be read asynchronously: a blocking read would hold a thread while the peer sends.</remarks>
internal sealed class BulkValueStream(TailSplitter splitter, bool hasDelimiter, CancellationToken association) : Stream
{
    private readonly SemaphoreSlim _oneReader = new(1);
    private readonly byte[] _held = new byte[BulkElement.EndBytes];
    private readonly int _holdBack = hasDelimiter ? BulkElement.EndBytes : 0;
    private int _heldCount;
    private ReadOnlySequence<byte> _chunk;
    private bool _hasEnded;
    private bool _isClosed;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _oneReader.WaitAsync(association);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return await ReadOneAsync(buffer);
        }
        finally
        {
            _oneReader.Release();
        }
    }

    /// <summary>
    /// Waits for the read in hand and lets nobody read any more: a handler that was given up in the middle must not take what the peer sends next.
    /// </summary>
    public async ValueTask CloseAsync()
    {
        // The read in hand ends with the association at the latest.
        await _oneReader.WaitAsync(CancellationToken.None);
        _isClosed = true;
        _oneReader.Release();
    }

    private async ValueTask<int> ReadOneAsync(Memory<byte> buffer)
    {
        while (!_hasEnded && buffer.Length > 0)
        {
            if (_heldCount + _chunk.Length > _holdBack)
                return Give(buffer.Span);
            Hold();
            _chunk = await splitter.ReadValueAsync(association);
            _hasEnded = _chunk.IsEmpty;
        }
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads what nobody has read.</summary>
    public async ValueTask DrainAsync()
    {
        _chunk = default;
        while (!_hasEnded)
            _hasEnded = (await splitter.ReadValueAsync(association)).IsEmpty;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The bulk is still arriving: read it with ReadAsync, and override ReadAsync in streams put over it.");

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The last bytes of the value may be its delimiter: they are given only when others have come behind them.</summary>
    private int Give(Span<byte> buffer)
    {
        var available = _heldCount + _chunk.Length - _holdBack;
        var given = (int)Math.Min(buffer.Length, available);
        var fromHeld = Math.Min(given, _heldCount);
        _held.AsSpan(0, fromHeld).CopyTo(buffer);
        _held.AsSpan(fromHeld, _heldCount - fromHeld).CopyTo(_held);
        _heldCount -= fromHeld;
        _chunk.Slice(0, given - fromHeld).CopyTo(buffer[fromHeld..]);
        _chunk = _chunk.Slice(given - fromHeld);
        return given;
    }

    private void Hold()
    {
        _chunk.CopyTo(_held.AsSpan(_heldCount));
        _heldCount += (int)_chunk.Length;
        _chunk = default;
    }
}
