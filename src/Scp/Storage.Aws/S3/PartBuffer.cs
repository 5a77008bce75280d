namespace StoreScp.Storage.Aws.S3;

/// <summary>The bytes of one part, in blocks that are taken as bytes arrive. Disposed, it has given every block back.</summary>
internal sealed class PartBuffer : IDisposable
{
    private readonly PartMemory _memory;
    private readonly List<byte[]> _blocks = [];
    private int _taken;

    public PartBuffer(PartMemory memory) => _memory = memory;

    public int Length { get; private set; }

    public bool IsFull => Length == _memory.BlocksPerPart * PartMemory.BlockBytes;

    /// <summary>A buffer for a whole part; null when memory is not plentiful.</summary>
    public static PartBuffer? TryCreateWhole(PartMemory memory) =>
        memory.TryTake(memory.BlocksPerPart) ? new PartBuffer(memory) { _taken = memory.BlocksPerPart } : null;

    /// <summary>Waits until at least one byte can be appended; the buffer must not be full.</summary>
    /// <exception cref="StorageUnavailableException">No memory in time.</exception>
    public async ValueTask MakeRoomAsync(CancellationToken cancellation)
    {
        if (Length < _taken * PartMemory.BlockBytes)
            return;
        if (_taken < PartMemory.SmallBlocks && _memory.TryTake(1))
        {
            _taken++;
            return;
        }
        await _memory.TakeRestAsync(_memory.BlocksPerPart - _taken, cancellation);
        _taken = _memory.BlocksPerPart;
    }

    /// <summary>Appends what there is room for in one block; returns how many bytes that were.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var (block, offset) = Math.DivRem(Length, PartMemory.BlockBytes);
        if (block == _blocks.Count)
            _blocks.Add(_memory.Rent());
        var count = Math.Min(bytes.Length, PartMemory.BlockBytes - offset);
        bytes[..count].CopyTo(_blocks[block].AsSpan(offset));
        Length += count;
        return count;
    }

    /// <summary>The bytes from <paramref name="position"/> to the end of their block.</summary>
    public ReadOnlySpan<byte> SpanAt(int position)
    {
        var (block, offset) = Math.DivRem(position, PartMemory.BlockBytes);
        return _blocks[block].AsSpan(offset, Math.Min(Length - position, PartMemory.BlockBytes - offset));
    }

    /// <summary>Begins another part in the same blocks.</summary>
    public void Clear() => Length = 0;

    public void Dispose()
    {
        _blocks.ForEach(_memory.Return);
        _blocks.Clear();
        Length = 0;
        if (_taken > 0)
            _memory.Give(_taken);
        _taken = 0;
    }
}
