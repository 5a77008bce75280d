using System.Buffers.Binary;
using System.IO.Compression;

namespace StoreScp.Testing.Peers;

/// <summary>A tiny data set encoder (PS3.5 §7.1) that writes exactly what it is told, right or wrong.</summary>
public sealed class DataSet(bool isExplicit = true, bool isBigEndian = false)
{
    private readonly MemoryStream _bytes = new();

    public byte[] ToBytes() => _bytes.ToArray();

    public byte[] ToDeflatedBytes()
    {
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(ToBytes());
        if (deflated.Length % 2 != 0)
            deflated.WriteByte(0); // PS3.5 §A.5: padded to an even length.
        return deflated.ToArray();
    }

    public DataSet UID(uint tag, string uid) => Add(tag, "UI", Wire.Ascii(uid.Length % 2 == 0 ? uid : uid + "\0"));

    public DataSet Text(uint tag, string vr, string text) => Add(tag, vr, Wire.Ascii(text.Length % 2 == 0 ? text : text + " "));

    public DataSet US(uint tag, ushort value)
    {
        var bytes = new byte[2];
        if (isBigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Add(tag, "US", bytes);
    }

    public DataSet Add(uint tag, string vr, byte[] value) => AddOfLength(tag, vr, (uint)value.Length, value);

    /// <summary>The length field is what it is given, whatever follows.</summary>
    public DataSet AddOfLength(uint tag, string vr, uint length, byte[] value)
    {
        Tag(tag);
        if (!isExplicit)
        {
            UInt32(length);
        }
        else if (vr is "OB" or "OW" or "OF" or "OD" or "OL" or "OV" or "SQ" or "UN" or "UC" or "UR" or "UT" or "SV" or "UV")
        {
            _bytes.Write([(byte)vr[0], (byte)vr[1], 0, 0]);
            UInt32(length);
        }
        else
        {
            _bytes.Write([(byte)vr[0], (byte)vr[1]]);
            UInt16((ushort)length);
        }
        return Raw(value);
    }

    /// <summary>A tag and a length without a VR: items and delimiters (PS3.5 §7.5).</summary>
    public DataSet Item(uint tag, uint length, byte[]? value = null)
    {
        Tag(tag);
        UInt32(length);
        return Raw(value ?? []);
    }

    public DataSet Raw(byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    private void Tag(uint tag)
    {
        UInt16((ushort)(tag >> 16));
        UInt16((ushort)tag);
    }

    private void UInt16(ushort value) => _bytes.Write(isBigEndian ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)]);

    private void UInt32(uint value)
    {
        UInt16((ushort)(isBigEndian ? value >> 16 : value));
        UInt16((ushort)(isBigEndian ? value : value >> 16));
    }
}
