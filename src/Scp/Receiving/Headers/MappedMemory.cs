using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace StoreScp.Receiving.Headers;

/// <summary>A read-only view of a mapped file as <see cref="Memory{T}"/>, so that a large header is parsed in place.</summary>
internal sealed unsafe class MappedMemory : MemoryManager<byte>
{
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _first;
    private readonly int _length;

    /// <param name="mapping">Must stay open while this lives.</param>
    /// <param name="length">Bytes of the view, from the start of the file.</param>
    public MappedMemory(MemoryMappedFile mapping, int length)
    {
        _view = mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _first);
        _first += _view.PointerOffset;
        _length = length;
    }

    public override Span<byte> GetSpan() => new(_first, _length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length);
        return new MemoryHandle(_first + elementIndex);
    }

    public override void Unpin()
    {
        // The mapping does not move.
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }
}
