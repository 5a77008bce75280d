using System.Buffers.Binary;

namespace StoreScp.Fuzz.Tests.Mutating;

/// <summary>A field in encoded bytes; a length also knows the bytes it counts, <paramref name="Start"/> to <paramref name="End"/>.</summary>
internal readonly record struct Field(FieldKind Kind, int Offset, int Width, bool IsBigEndian, int Start = 0, int End = 0)
{
    public const uint Undefined = 0xFFFF_FFFF;

    public uint Read(ReadOnlySpan<byte> bytes)
    {
        var at = bytes[Offset..];
        return (Width, IsBigEndian) switch
        {
            (1, _) => at[0],
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(at),
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(at),
            (_, true) => BinaryPrimitives.ReadUInt32BigEndian(at),
            (_, false) => BinaryPrimitives.ReadUInt32LittleEndian(at),
        };
    }

    public void Write(Span<byte> bytes, uint value)
    {
        var at = bytes[Offset..];
        switch (Width, IsBigEndian)
        {
            case (1, _): at[0] = (byte)value; break;
            case (2, true): BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)value); break;
            case (2, false): BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)value); break;
            case (_, true): BinaryPrimitives.WriteUInt32BigEndian(at, value); break;
            default: BinaryPrimitives.WriteUInt32LittleEndian(at, value); break;
        }
    }
}
