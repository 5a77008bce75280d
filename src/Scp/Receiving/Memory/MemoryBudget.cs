namespace StoreScp.Receiving.Memory;

/// <summary>
/// All memory that received bytes may occupy, in pinned blocks of <see cref="BlockBytes"/>. A connection rents a block when
/// bytes arrive for it and gives it back when they are written; when none is free it waits, and TCP holds the sender back.
/// </summary>
/// <remarks>Thread safe. Blocks are allocated on first use and kept; waiters are served in the order they came.</remarks>
public sealed class MemoryBudget
{
    /// <summary>Size of a block, in bytes. A control PDU always fits into one.</summary>
    public const int BlockBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly Stack<byte[]> _free = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly TimeProvider _time;
    private readonly int _blockCount;
    private int _allocatedCount;

    /// <param name="totalBytes">The budget in bytes; at least one block.</param>
    /// <param name="waitTimeout">How long a connection waits for a block before it goes on without one (<see cref="RentAsync"/>).</param>
    /// <param name="time">The clock of the wait.</param>
    public MemoryBudget(long totalBytes, TimeSpan waitTimeout, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalBytes, BlockBytes);
        _blockCount = (int)Math.Min(totalBytes / BlockBytes, int.MaxValue);
        _time = time;
        WaitTimeout = waitTimeout;
    }

    /// <summary>The clock of the waits.</summary>
    internal TimeProvider Time => _time;

    /// <summary>How long <see cref="RentAsync"/> waits at most.</summary>
    public TimeSpan WaitTimeout { get; }

    /// <summary>The whole budget, in bytes.</summary>
    public long TotalBytes => (long)_blockCount * BlockBytes;

    /// <summary>Bytes rented at this moment.</summary>
    public long UsedBytes
    {
        get { lock (_gate) return (long)(_allocatedCount - _free.Count) * BlockBytes; }
    }

    /// <summary>Connections that wait for a block at this moment.</summary>
    public int WaiterCount
    {
        get { lock (_gate) return _waiters.Count; }
    }

    /// <summary>Takes a block if one is free and nobody waits for it.</summary>
    public byte[]? TryRent()
    {
        lock (_gate)
            return _waiters.Count > 0 ? null : TakeFree();
    }

    /// <summary>Takes a block, waiting up to <see cref="WaitTimeout"/> for one; null when the time is over.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled while waiting.</exception>
    public ValueTask<byte[]?> RentAsync(CancellationToken cancellation)
    {
        Waiter waiter;
        Task<byte[]> waiting;
        lock (_gate)
        {
            if (_waiters.Count == 0 && TakeFree() is { } block)
                return ValueTask.FromResult<byte[]?>(block);
            waiter = new Waiter();
            waiter.Node = _waiters.AddLast(waiter);
            // Whoever sees it wait can count on its clock running.
            waiting = waiter.Source.Task.WaitAsync(WaitTimeout, _time, cancellation);
        }
        return WaitAsync(waiter, waiting);
    }

    /// <summary>Gives a block back; the caller must not touch it afterwards.</summary>
    public void Return(byte[] block)
    {
        lock (_gate)
        {
            while (_waiters.First is { } first)
            {
                _waiters.RemoveFirst();
                if (first.Value.Source.TrySetResult(block))
                    return;
            }
            _free.Push(block);
        }
    }

    private async ValueTask<byte[]?> WaitAsync(Waiter waiter, Task<byte[]> waiting)
    {
        try
        {
            return await waiting;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            if (!waiter.Source.TrySetCanceled(CancellationToken.None))
            {
                // The block came at the same moment: keep it when we may go on, else hand it to the next waiter.
                var block = await waiter.Source.Task;
                if (error is TimeoutException)
                    return block;
                Return(block);
            }
            lock (_gate)
            {
                if (waiter.Node!.List is not null)
                    _waiters.Remove(waiter.Node);
            }
            if (error is TimeoutException)
                return null;
            throw;
        }
    }

    private byte[]? TakeFree()
    {
        if (_free.TryPop(out var block))
            return block;
        if (_allocatedCount == _blockCount)
            return null;
        _allocatedCount++;
        return GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);
    }

    private sealed class Waiter
    {
        public TaskCompletionSource<byte[]> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public LinkedListNode<Waiter>? Node { get; set; }
    }
}
