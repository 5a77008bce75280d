using System.Buffers.Binary;
using System.IO.Hashing;

namespace StoreScp.Emulator;

/// <summary>CRC-32 and range of the pixels of one native frame, gathered block by block.</summary>
internal sealed class PixelStatistics(ImageShape shape, bool isBigEndian)
{
    private readonly Crc32 _crc = new();

    public uint Checksum => _crc.GetCurrentHashAsUInt32();

    /// <summary>Null when the pixels are not single samples of 8 or 16 bits.</summary>
    public int? Minimum { get; private set; }

    /// <inheritdoc cref="Minimum"/>
    public int? Maximum { get; private set; }

    /// <param name="block">Whole pixels.</param>
    public void Append(ReadOnlySpan<byte> block)
    {
        _crc.Append(block);
        if (shape.SamplesPerPixel != 1) return;
        if (shape.BitsAllocated == 8)
        {
            foreach (byte pixel in block) Note(shape.IsSigned ? (sbyte)pixel : pixel);
        }
        else if (shape.BitsAllocated == 16)
        {
            for (int at = 0; at + 2 <= block.Length; at += 2) Note(Read(block[at..]));
        }
    }

    private int Read(ReadOnlySpan<byte> pixel)
    {
        ushort bits = isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(pixel) : BinaryPrimitives.ReadUInt16LittleEndian(pixel);
        return shape.IsSigned ? (short)bits : bits;
    }

    private void Note(int pixel)
    {
        if (!(Minimum <= pixel)) Minimum = pixel;
        if (!(Maximum >= pixel)) Maximum = pixel;
    }
}
