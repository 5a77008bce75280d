using System.Buffers.Binary;
using System.IO.Hashing;

namespace StoreScp.Emulator;

/// <summary>CRC-32 and range of the pixels of one native frame, gathered block by block.</summary>
internal sealed class PixelStatistics(ImageShape shape, bool isBigEndian)
{
    private readonly Crc32 _crc = new();
    private int _minimum = int.MaxValue;
    private int _maximum = int.MinValue;

    public uint Checksum => _crc.GetCurrentHashAsUInt32();

    /// <summary>Null when the pixels are not single samples of 8 or 16 bits.</summary>
    public int? Minimum => _minimum <= _maximum ? _minimum : null;

    /// <inheritdoc cref="Minimum"/>
    public int? Maximum => _minimum <= _maximum ? _maximum : null;

    /// <param name="block">Whole pixels.</param>
    public void Append(ReadOnlySpan<byte> block)
    {
        _crc.Append(block);
        if (shape.SamplesPerPixel != 1 || shape.BitsAllocated is not (8 or 16)) return;
        int bytes = shape.BitsAllocated / 8;
        for (int at = 0; at + bytes <= block.Length; at += bytes)
        {
            int pixel = bytes == 1 ? Read(block[at]) : Read(block.Slice(at, 2));
            if (pixel < _minimum) _minimum = pixel;
            if (pixel > _maximum) _maximum = pixel;
        }
    }

    private int Read(byte pixel) => shape.IsSigned ? (sbyte)pixel : pixel;

    private int Read(ReadOnlySpan<byte> pixel)
    {
        ushort bits = isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(pixel) : BinaryPrimitives.ReadUInt16LittleEndian(pixel);
        return shape.IsSigned ? (short)bits : bits;
    }
}
