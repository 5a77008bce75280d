using System.Buffers.Binary;

namespace StoreScp.Emulator;

/// <summary>The items of encapsulated Pixel Data: the Basic Offset Table and the fragments (PS3.5 §A.4).</summary>
/// <param name="OffsetTable">Empty when it holds nothing.</param>
/// <param name="End">Where the Sequence Delimitation Item ends, or the file.</param>
/// <param name="IsTruncated">The file ended, or something else than an item came, before the delimiter.</param>
internal sealed record EncapsulatedPixels(IReadOnlyList<ulong> OffsetTable, IReadOnlyList<FileRange> Fragments, long End, bool IsTruncated)
{
    private const int MaximumFragmentCount = 1_000_000;
    private const int ItemHeaderBytes = 8;
    private const uint Item = 0xE000FFFE;
    private const uint SequenceDelimitationItem = 0xE0DDFFFE;

    /// <summary>Walks the items from the first byte of the value on; their contents, but the table, stay unread.</summary>
    public static EncapsulatedPixels Read(string path, long position)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        IReadOnlyList<ulong>? table = null;
        var fragments = new List<FileRange>();
        Span<byte> header = stackalloc byte[ItemHeaderBytes];
        while (fragments.Count < MaximumFragmentCount)
        {
            if (RandomAccess.Read(file.SafeFileHandle, header, position) < ItemHeaderBytes) break;
            uint tag = BinaryPrimitives.ReadUInt32LittleEndian(header);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            position += ItemHeaderBytes;
            if (tag == SequenceDelimitationItem) return new(table ?? [], fragments, position, IsTruncated: false);
            if (tag != Item || position + length > file.Length) break;
            if (table is null) table = ReadTable(file, position, length);
            else fragments.Add(new(position, length));
            position += length;
        }
        return new(table ?? [], fragments, Math.Min(position, file.Length), IsTruncated: true);
    }

    /// <summary>The fragment that begins at each offset, counted from the first fragment's item; null when one begins nowhere, or they do not ascend from 0.</summary>
    public IReadOnlyList<int>? FragmentsAt(ReadOnlySpan<ulong> offsets)
    {
        var starts = new List<int>();
        int fragment = 0;
        foreach (ulong offset in offsets)
        {
            while (fragment < Fragments.Count && (ulong)(Fragments[fragment].Offset - Fragments[0].Offset) < offset) fragment++;
            bool isStart = fragment < Fragments.Count && (ulong)(Fragments[fragment].Offset - Fragments[0].Offset) == offset;
            if (!isStart || (starts.Count == 0 ? fragment != 0 : fragment <= starts[^1])) return null;
            starts.Add(fragment);
        }
        return starts;
    }

    private static ulong[] ReadTable(FileStream file, long position, uint length)
    {
        int count = (int)Math.Min(length / sizeof(uint), MaximumFragmentCount);
        var bytes = new byte[count * sizeof(uint)];
        int read = RandomAccess.Read(file.SafeFileHandle, bytes, position);
        var table = new ulong[read / sizeof(uint)];
        for (int i = 0; i < table.Length; i++) table[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)));
        return table;
    }
}
