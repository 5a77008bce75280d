using System.Buffers;
using System.Buffers.Binary;

namespace StoreScp.Dicom;

/// <summary>Encodes what has been edited (PS3.5 §7): headers, items and delimiters, in the style that was read.</summary>
internal static class DataSetWriter
{
    public static readonly DicomTag SequenceDelimiter = new(ItemGroup, SequenceEnd);

    private const ushort ItemGroup = 0xFFFE;
    private const ushort Item = 0xE000;
    private const ushort ItemEnd = 0xE00D;
    private const ushort SequenceEnd = 0xE0DD;

    public static int HeaderLength(DicomVR vr, bool isExplicit) => isExplicit && vr.HasLongLength() ? 12 : 8;

    public static void WriteHeader(IBufferWriter<byte> output, DicomTag tag, DicomVR vr, uint length, bool isExplicit, bool isBigEndian)
    {
        int headerLength = HeaderLength(vr, isExplicit);
        Span<byte> span = output.GetSpan(headerLength);
        WriteUInt16(span, tag.Group, isBigEndian);
        WriteUInt16(span[2..], tag.Element, isBigEndian);
        if (!isExplicit)
        {
            WriteUInt32(span[4..], length, isBigEndian);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(span[4..], (ushort)vr);
            if (headerLength == 12)
            {
                WriteUInt16(span[6..], 0, isBigEndian);
                WriteUInt32(span[8..], length, isBigEndian);
            }
            else
            {
                WriteUInt16(span[6..], checked((ushort)length), isBigEndian);
            }
        }
        output.Advance(headerLength);
    }

    /// <summary>Bytes of all items, and of the delimiter behind them when the sequence has undefined length.</summary>
    public static long ItemsLength(DicomSequence sequence)
    {
        long length = sequence.HasUndefinedLength ? 8 : 0;
        foreach (DicomDataset item in sequence) length += ItemLength(item);
        return length;
    }

    public static void WriteItems(DicomSequence sequence, IBufferWriter<byte> output)
    {
        foreach (DicomDataset item in sequence)
        {
            if (IsAsRead(item))
            {
                output.Write(item.ItemBytes.Span);
                continue;
            }
            uint length = item.HasUndefinedItemLength ? ElementEntry.UndefinedLength : checked((uint)item.WrittenLength);
            WriteMark(output, Item, length, sequence.IsBigEndian);
            item.WriteTo(output);
            if (item.HasUndefinedItemLength) WriteMark(output, ItemEnd, 0, sequence.IsBigEndian);
        }
        if (sequence.HasUndefinedLength) WriteMark(output, SequenceEnd, 0, sequence.IsBigEndian);
    }

    private static long ItemLength(DicomDataset item) =>
        IsAsRead(item) ? item.ItemBytes.Length : item.WrittenLength + (item.HasUndefinedItemLength ? 16 : 8);

    private static bool IsAsRead(DicomDataset item) => !item.ItemBytes.IsEmpty && !item.IsModified;

    private static void WriteMark(IBufferWriter<byte> output, ushort element, uint length, bool isBigEndian)
    {
        Span<byte> span = output.GetSpan(8);
        WriteUInt16(span, ItemGroup, isBigEndian);
        WriteUInt16(span[2..], element, isBigEndian);
        WriteUInt32(span[4..], length, isBigEndian);
        output.Advance(8);
    }

    private static void WriteUInt16(Span<byte> span, ushort value, bool isBigEndian)
    {
        if (isBigEndian) BinaryPrimitives.WriteUInt16BigEndian(span, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(span, value);
    }

    private static void WriteUInt32(Span<byte> span, uint value, bool isBigEndian)
    {
        if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(span, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(span, value);
    }
}
