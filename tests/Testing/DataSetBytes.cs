using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace StoreScp.Testing;

/// <summary>Encodes data sets for tests, independently of the code under test, right or wrong as the test wants them.</summary>
public sealed class DataSetBytes(bool isExplicit = true, bool isBigEndian = false)
{
    public const uint Undefined = 0xFFFFFFFF;
    private const uint Item = 0xFFFEE000;
    private const uint ItemEnd = 0xFFFEE00D;
    private const uint SequenceEnd = 0xFFFEE0DD;
    private static readonly HashSet<string> LongVRs = ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"];
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public int Length => _bytes.WrittenCount;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public DataSetBytes Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public DataSetBytes Text(uint tag, string vr, string value) => Element(tag, vr, Encoding.Latin1.GetBytes(value));

    /// <summary>An element with its value, padded to even length.</summary>
    public DataSetBytes Element(uint tag, string vr, ReadOnlySpan<byte> value)
    {
        Header(tag, vr, (uint)((value.Length + 1) & ~1));
        Raw(value);
        return value.Length % 2 == 0 ? this : Raw(vr is "UI" or "OB" or "UN" ? (byte)0 : (byte)' ');
    }

    public DataSetBytes UInt16(uint tag, string vr, params ReadOnlySpan<ushort> values)
    {
        Header(tag, vr, (uint)values.Length * 2);
        foreach (ushort value in values) Write16(value);
        return this;
    }

    public DataSetBytes UInt32(uint tag, string vr, params ReadOnlySpan<uint> values)
    {
        Header(tag, vr, (uint)values.Length * 4);
        foreach (uint value in values) Write32(value);
        return this;
    }

    public DataSetBytes Float64(uint tag, string vr, params ReadOnlySpan<double> values)
    {
        Header(tag, vr, (uint)values.Length * 8);
        Span<byte> span = stackalloc byte[8];
        foreach (double value in values)
        {
            if (isBigEndian) BinaryPrimitives.WriteDoubleBigEndian(span, value);
            else BinaryPrimitives.WriteDoubleLittleEndian(span, value);
            Raw(span);
        }
        return this;
    }

    /// <summary>Tag, VR and whatever length the test wants, without a value.</summary>
    public DataSetBytes Header(uint tag, string vr, uint length)
    {
        WriteTag(tag);
        if (!isExplicit) return Write32(length);
        Raw((byte)vr[0], (byte)vr[1]);
        return LongVRs.Contains(vr) ? Raw(0, 0).Write32(length) : Write16((ushort)length);
    }

    public DataSetBytes BeginItem(uint length = Undefined) => WriteTag(Item).Write32(length);

    public DataSetBytes EndItem(uint length = 0) => WriteTag(ItemEnd).Write32(length);

    public DataSetBytes EndSequence(uint length = 0) => WriteTag(SequenceEnd).Write32(length);

    /// <summary>A sequence with defined lengths throughout.</summary>
    public DataSetBytes Sequence(uint tag, params ReadOnlySpan<Action<DataSetBytes>> items) => Sequence(tag, "SQ", SequenceStyle.Defined, items);

    public DataSetBytes Sequence(uint tag, SequenceStyle style, params ReadOnlySpan<Action<DataSetBytes>> items) => Sequence(tag, "SQ", style, items);

    public DataSetBytes Sequence(uint tag, string vr, SequenceStyle style, params ReadOnlySpan<Action<DataSetBytes>> items)
    {
        // An UN value holds implicit VR little endian whatever is around it (PS3.5 §6.2.2).
        var content = vr == "UN" ? new DataSetBytes(isExplicit: false) : new DataSetBytes(isExplicit, isBigEndian);
        foreach (Action<DataSetBytes> write in items)
        {
            var item = vr == "UN" ? new DataSetBytes(isExplicit: false) : new DataSetBytes(isExplicit, isBigEndian);
            write(item);
            bool isUndefinedItem = style is SequenceStyle.Undefined or SequenceStyle.UndefinedItems;
            content.BeginItem(isUndefinedItem ? Undefined : (uint)item.Length).Raw(item._bytes.WrittenSpan);
            if (isUndefinedItem) content.EndItem();
        }
        bool isUndefined = style is SequenceStyle.Undefined or SequenceStyle.UndefinedSequence;
        if (isUndefined) content.EndSequence();
        return Header(tag, vr, isUndefined ? Undefined : (uint)content.Length).Raw(content._bytes.WrittenSpan);
    }

    /// <summary>An encapsulated value: an empty offset table, then the fragments, of even length.</summary>
    public DataSetBytes Fragments(uint tag, string vr, params ReadOnlySpan<byte[]> fragments)
    {
        Header(tag, vr, Undefined).BeginItem(0);
        foreach (byte[] fragment in fragments) BeginItem((uint)fragment.Length).Raw(fragment);
        return EndSequence();
    }

    private DataSetBytes WriteTag(uint tag) => Write16((ushort)(tag >> 16)).Write16((ushort)tag);

    private DataSetBytes Write16(ushort value)
    {
        Span<byte> span = stackalloc byte[2];
        if (isBigEndian) BinaryPrimitives.WriteUInt16BigEndian(span, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(span, value);
        return Raw(span);
    }

    private DataSetBytes Write32(uint value)
    {
        Span<byte> span = stackalloc byte[4];
        if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(span, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(span, value);
        return Raw(span);
    }
}
