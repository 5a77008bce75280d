namespace StoreScp.Storage.Aws.S3;

/// <summary>All memory that bytes on their way to S3 may occupy, in blocks of <see cref="BlockBytes"/>. Who waits for it for some time goes to disk.</summary>
/// <remarks>
/// Senders decide how long a part stays in memory, and hundreds of slow ones would keep everybody else out: hence the disk.
/// Nobody can wait for ever for each other: blocks are taken one by one only while a whole part's worth stays free; whoever wants more waits in one
/// queue, first in, first out, for all the rest of its part at once, and can then always finish it. So as long as somebody waits, either a part in
/// reservation will end, or what is free is enough for the first in the queue. Thread safe.
/// </remarks>
internal sealed class PartMemory
{
    public const int BlockBytes = 256 << 10;

    /// <summary>Blocks that a part takes one by one, as bytes arrive: a small object never holds more than it needs.</summary>
    public const int SmallBlocks = 4;

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly Stack<byte[]> _idle = new();
    private readonly TimeSpan _wait;
    private readonly TimeProvider _time;
    private readonly int _total;
    private int _free;

    public PartMemory(S3StorageOptions options, TimeProvider time)
    {
        _total = (int)Math.Min(options.PartMemoryBytes / BlockBytes, int.MaxValue);
        _free = _total;
        SpillFolder = options.SpillFolder;
        _wait = SpillFolder is null ? options.MemoryWait : options.SpillAfter;
        _time = time;
        BlocksPerPart = options.PartBytes / BlockBytes;
    }

    public int BlocksPerPart { get; }

    /// <summary>For parts that found no memory in time; null: they are refused.</summary>
    public string? SpillFolder { get; }

    /// <summary>Blocks taken or reserved at this moment.</summary>
    public int UsedBlocks
    {
        get { lock (_gate) return _total - _free; }
    }

    public int WaiterCount
    {
        get { lock (_gate) return _waiters.Count; }
    }

    /// <summary>Takes some blocks if nobody waits and a whole part's worth stays free.</summary>
    public bool TryTake(int blocks)
    {
        lock (_gate)
        {
            if (_waiters.Count > 0 || _free - blocks < BlocksPerPart)
                return false;
            _free -= blocks;
            return true;
        }
    }

    /// <summary>Takes the rest of a part, when its turn comes.</summary>
    /// <returns>False when it did not come in time, and there is a <see cref="SpillFolder"/>.</returns>
    /// <exception cref="StorageUnavailableException">It did not come in time, and there is none.</exception>
    public ValueTask<bool> TryTakeRestAsync(int blocks, CancellationToken cancellation)
    {
        Waiter waiter;
        Task waiting;
        lock (_gate)
        {
            if (_waiters.Count == 0 && _free >= blocks)
            {
                _free -= blocks;
                return ValueTask.FromResult(true);
            }
            waiter = new Waiter(blocks);
            _waiters.AddLast(waiter);
            // Whoever sees it wait can count on its clock running.
            waiting = waiter.Turn.Task.WaitAsync(_wait, _time, cancellation);
        }
        return WaitAsync(waiter, waiting);
    }

    public void Give(int blocks)
    {
        lock (_gate)
        {
            _free += blocks;
            ServeWaiters();
        }
    }

    /// <summary>The memory of one block that was taken.</summary>
    public byte[] Rent()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var block))
                return block;
        }
        return GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);
    }

    /// <summary>Gives the memory back, before the block is given.</summary>
    public void Return(byte[] block)
    {
        lock (_gate)
            _idle.Push(block);
    }

    private void ServeWaiters()
    {
        while (_waiters.First is { } first && _free >= first.Value.Blocks)
        {
            _waiters.RemoveFirst();
            if (first.Value.Turn.TrySetResult())
                _free -= first.Value.Blocks;
        }
    }

    private async ValueTask<bool> WaitAsync(Waiter waiter, Task waiting)
    {
        try
        {
            await waiting;
            return true;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            lock (_gate)
            {
                // Its turn may have come at the same moment.
                if (!waiter.Turn.TrySetCanceled(CancellationToken.None))
                    _free += waiter.Blocks;
                _waiters.Remove(waiter);
                ServeWaiters();
            }
            if (error is OperationCanceledException)
                throw;
            if (SpillFolder is not null)
                return false;
            throw new StorageUnavailableException(
                $"No memory for an object on its way to S3 within {_wait.TotalSeconds:0.#} s: all of PartMemoryBytes ({(long)_total * BlockBytes >> 20} MiB) is in use.");
        }
    }

    private sealed record Waiter(int Blocks)
    {
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
