namespace StoreScp.Storage.Aws.S3;

/// <summary>
/// The bytes of one part, in blocks that are taken as bytes arrive, or on disk where memory was long in coming. Disposed, it has given everything back.
/// </summary>
internal sealed class PartBuffer : IDisposable
{
    private readonly PartMemory _memory;
    private readonly List<byte[]> _blocks = [];
    private PartFile? _file;
    private int _taken;

    public PartBuffer(PartMemory memory) => _memory = memory;

    public int Length { get; private set; }

    public bool IsFull => Length == _memory.BlocksPerPart * PartMemory.BlockBytes;

    /// <summary>A buffer for a whole part; null when memory is not plentiful.</summary>
    public static PartBuffer? TryCreateWhole(PartMemory memory) =>
        memory.TryTake(memory.BlocksPerPart) ? new PartBuffer(memory) { _taken = memory.BlocksPerPart } : null;

    /// <summary>Waits until at least one byte can be appended; the buffer must not be full.</summary>
    /// <exception cref="StorageUnavailableException">No memory in time, and no disk.</exception>
    public async ValueTask MakeRoomAsync(CancellationToken cancellation)
    {
        if (_file is not null || Length < _taken * PartMemory.BlockBytes)
            return;
        if (_taken < PartMemory.SmallBlocks && _memory.TryTake(1))
            _taken++;
        else if (await _memory.TryTakeRestAsync(_memory.BlocksPerPart - _taken, cancellation))
            _taken = _memory.BlocksPerPart;
        else
            MoveToFile();
    }

    /// <summary>Appends what there is room for in one block; returns how many bytes that were.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var (block, offset) = Math.DivRem(Length, PartMemory.BlockBytes);
        var count = Math.Min(bytes.Length, PartMemory.BlockBytes - offset);
        if (_file is not null)
        {
            _file.Write(Length, bytes[..count]);
        }
        else
        {
            if (block == _blocks.Count)
                _blocks.Add(_memory.Rent());
            bytes[..count].CopyTo(_blocks[block].AsSpan(offset));
        }
        Length += count;
        return count;
    }

    /// <summary>Reads from <paramref name="position"/>; returns how many bytes, at least one unless it is the end.</summary>
    public int Read(int position, Span<byte> buffer)
    {
        var (block, offset) = Math.DivRem(position, PartMemory.BlockBytes);
        var count = Math.Min(buffer.Length, Math.Min(Length - position, PartMemory.BlockBytes - offset));
        if (_file is not null)
            return _file.Read(position, buffer[..count]);
        if (count > 0)
            _blocks[block].AsSpan(offset, count).CopyTo(buffer);
        return count;
    }

    /// <summary>Begins another part in the same place; in memory again, if there is plenty now.</summary>
    public void Clear()
    {
        Length = 0;
        if (_file is null || !_memory.TryTake(_memory.BlocksPerPart))
            return;
        _taken = _memory.BlocksPerPart;
        _file.Dispose();
        _file = null;
    }

    public void Dispose()
    {
        GiveBlocksBack();
        _file?.Dispose();
        _file = null;
        Length = 0;
    }

    private void MoveToFile()
    {
        _file = new PartFile(_memory.SpillFolder!);
        for (var position = 0; position < Length; position += PartMemory.BlockBytes)
            _file.Write(position, _blocks[position / PartMemory.BlockBytes].AsSpan(0, Math.Min(Length - position, PartMemory.BlockBytes)));
        GiveBlocksBack();
    }

    private void GiveBlocksBack()
    {
        _blocks.ForEach(_memory.Return);
        _blocks.Clear();
        if (_taken > 0)
            _memory.Give(_taken);
        _taken = 0;
    }
}
