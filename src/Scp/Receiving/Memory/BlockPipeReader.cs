using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace StoreScp.Receiving.Memory;

/// <summary>
/// The bytes of one connection, read straight into one block of the <see cref="MemoryBudget"/>: no pump, no second copy, and
/// no memory at all while the peer is silent.
/// </summary>
/// <remarks>
/// What a reader examines without consuming stays at the front of the block, so at most <see cref="MemoryBudget.BlockBytes"/>
/// can be pending. When the budget has no block within its wait time, the connection goes on in a small reserve of its own and
/// says so in <see cref="IsStarved"/>; the receiver then answers A700H and the rest of the data set is discarded through the reserve.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A PipeReader is disposed of by Complete.")]
public sealed class BlockPipeReader : PipeReader
{
    /// <summary>Bytes of the reserve that every connection may use when the budget is exhausted.</summary>
    public const int ReserveBytes = 16 * 1024;

    /// <summary>Free bytes at the end of the block below which unconsumed bytes move to its front.</summary>
    private const int CompactBelowBytes = 64 * 1024;

    private const long NotWaiting = -1;

    private readonly Stream _stream;
    private readonly MemoryBudget _budget;
    private readonly Lock _waitGate = new();
    private byte[]? _block;
    private bool _blockIsReserve;
    private int _start;
    private int _end;
    private int _examined;
    private bool _ended;
    private bool _completed;
    private long _waitingSince = NotWaiting;
    private TimeSpan _waited;
    private CancellationTokenSource _readCancellation = new();

    public BlockPipeReader(Stream stream, MemoryBudget budget)
    {
        _stream = stream;
        _budget = budget;
    }

    /// <summary>True from the moment the budget had no block in time until a block was free again.</summary>
    public bool IsStarved { get; private set; }

    /// <summary>How long this connection has waited for memory in all, the wait going on included. Safe to ask from any thread.</summary>
    public TimeSpan WaitedForMemory
    {
        get
        {
            lock (_waitGate)
                return _waitingSince == NotWaiting ? _waited : _waited + _budget.Time.GetElapsedTime(_waitingSince);
        }
    }

    private ReadOnlySequence<byte> Buffered =>
        _block is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_block, _start, _end - _start);

    public override bool TryRead(out ReadResult result)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (_readCancellation.IsCancellationRequested)
        {
            result = CancelledResult();
            return true;
        }
        result = new ReadResult(Buffered, isCanceled: false, isCompleted: _ended);
        return _ended || _end > _examined;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var result) ? ValueTask.FromResult(result) : ReceiveAsync(cancellationToken);

    /// <param name="consumed">Everything before this position is given back.</param>
    /// <param name="examined">Reading waits for bytes beyond this position.</param>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_block is null)
            return;
        _start = consumed.GetInteger();
        _examined = Math.Max(_start, examined.GetInteger());
        if (_start == _end)
            ReleaseBlock();
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void CancelPendingRead() => _readCancellation.Cancel();

    public override void Complete(Exception? exception = null)
    {
        if (_completed)
            return;
        _completed = true;
        ReleaseBlock();
        _readCancellation.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ReceiveAsync(CancellationToken cancellation)
    {
        var registration = cancellation.UnsafeRegister(static state => ((BlockPipeReader)state!).CancelPendingRead(), this);
        try
        {
            if (_block is null)
            {
                // Wait for bytes before taking memory for them: three hundred silent associations hold no block.
                _ = await _stream.ReadAsync(Memory<byte>.Empty, _readCancellation.Token);
                await RentBlockAsync();
            }
            else
            {
                MakeRoom();
            }
            var received = await _stream.ReadAsync(_block.AsMemory(_end), _readCancellation.Token);
            _ended = received == 0;
            _end += received;
            if (_start == _end)
                ReleaseBlock();
            return new ReadResult(Buffered, isCanceled: false, isCompleted: _ended);
        }
        catch (OperationCanceledException) when (_readCancellation.IsCancellationRequested)
        {
            if (_start == _end)
                ReleaseBlock();
            var result = CancelledResult();
            cancellation.ThrowIfCancellationRequested();
            return result;
        }
        finally
        {
            await registration.DisposeAsync();
        }
    }

    private async ValueTask RentBlockAsync()
    {
        var block = _budget.TryRent();
        if (block is null && !IsStarved)
        {
            BeginWait();
            try
            {
                block = await _budget.RentAsync(_readCancellation.Token);
            }
            finally
            {
                EndWait();
            }
        }
        IsStarved = block is null;
        _blockIsReserve = IsStarved;
        _block = block ?? ArrayPool<byte>.Shared.Rent(ReserveBytes);
    }

    private void BeginWait()
    {
        lock (_waitGate)
            _waitingSince = _budget.Time.GetTimestamp();
    }

    private void EndWait()
    {
        lock (_waitGate)
        {
            _waited += _budget.Time.GetElapsedTime(_waitingSince);
            _waitingSince = NotWaiting;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0 && _block!.Length - _end < CompactBelowBytes)
        {
            Buffer.BlockCopy(_block, _start, _block, 0, _end - _start);
            _end -= _start;
            _examined -= _start;
            _start = 0;
        }
        if (_end == _block!.Length)
            throw new InvalidOperationException($"A reader left {_end - _start} bytes unconsumed; a connection buffers no more than that.");
    }

    private ReadResult CancelledResult()
    {
        // Not disposed of: another thread may be cancelling it once more at this moment, and without a timer it holds nothing.
        _readCancellation = new CancellationTokenSource();
        return new ReadResult(Buffered, isCanceled: true, isCompleted: _ended);
    }

    private void ReleaseBlock()
    {
        if (_block is { } block)
        {
            if (_blockIsReserve)
                ArrayPool<byte>.Shared.Return(block);
            else
                _budget.Return(block);
        }
        _block = null;
        _start = _end = _examined = 0;
    }
}
