using System.Buffers.Binary;
using System.Text;

namespace StoreScp.Benchmarks.Corpora;

/// <summary>Encodes a data set in Explicit VR Little Endian (PS3.5 §7.1.2); written apart from StoreScp.Dicom, so that it checks it.</summary>
public sealed class ExplicitVRWriter
{
    private readonly MemoryStream _bytes = new();

    public int Length => (int)_bytes.Length;

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>Writes one element whose value is text; pads to even length (PS3.5 §6.2) and returns the offset of the value.</summary>
    public int Text(uint tag, string vr, string value)
    {
        if (value.Length % 2 != 0)
            value += vr == "UI" ? '\0' : ' ';
        return Bytes(tag, vr, Encoding.Latin1.GetBytes(value));
    }

    public int UInt16(uint tag, ushort value, string vr = "US")
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Bytes(tag, vr, bytes);
    }

    public int UInt32(uint tag, uint value, string vr = "UL")
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Bytes(tag, vr, bytes);
    }

    public int Double(uint tag, double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return Bytes(tag, "FD", bytes);
    }

    public int Bytes(uint tag, string vr, ReadOnlySpan<byte> value)
    {
        ElementHeader(tag, vr, (uint)value.Length);
        var offset = Length;
        _bytes.Write(value);
        return offset;
    }

    /// <summary>Writes tag, VR and length of a value that the caller appends.</summary>
    public void ElementHeader(uint tag, string vr, uint length)
    {
        Tag(tag);
        _bytes.Write(Encoding.ASCII.GetBytes(vr));
        if (vr is "OB" or "OW" or "OF" or "OD" or "OL" or "OV" or "SQ" or "UC" or "UN" or "UR" or "UT" or "SV" or "UV")
        {
            _bytes.Write([0, 0]);
            UInt32(length);
        }
        else
        {
            Span<byte> shortLength = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(shortLength, checked((ushort)length));
            _bytes.Write(shortLength);
        }
    }

    /// <summary>Writes a sequence of items; defined or undefined lengths (PS3.5 §7.5), since real senders use both.</summary>
    public void Sequence(uint tag, bool undefinedLength, params Action<ExplicitVRWriter>[] items)
    {
        var content = new ExplicitVRWriter();
        foreach (var item in items)
        {
            var nested = new ExplicitVRWriter();
            item(nested);
            content.Tag(0xFFFEE000);
            content.UInt32(undefinedLength ? uint.MaxValue : (uint)nested.Length);
            nested._bytes.WriteTo(content._bytes);
            if (undefinedLength)
                content.Delimiter(0xFFFEE00D);
        }

        ElementHeader(tag, "SQ", undefinedLength ? uint.MaxValue : (uint)content.Length);
        content._bytes.WriteTo(_bytes);
        if (undefinedLength)
            Delimiter(0xFFFEE0DD);
    }

    private void Delimiter(uint tag)
    {
        Tag(tag);
        UInt32(0);
    }

    private void Tag(uint tag)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], (ushort)tag);
        _bytes.Write(bytes);
    }

    private void UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }
}
