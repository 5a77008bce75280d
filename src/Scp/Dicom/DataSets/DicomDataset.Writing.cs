using System.Buffers;
using System.Buffers.Binary;

namespace StoreScp.Dicom;

// Writing back: raw where nothing changed, encoded anew where something did.
public sealed partial class DicomDataset
{
    /// <summary>Bytes that <see cref="WriteTo"/> writes.</summary>
    public long WrittenLength
    {
        get
        {
            DeclareCharacterSet();
            if (!IsModified) return _source.Length;
            long length = 0;
            foreach (ref readonly ElementSlot slot in _slots.AsSpan(0, _count)) length += LengthOf(in slot);
            return length;
        }
    }

    /// <summary>Writes the elements: the bytes that were read, but for what has been edited and the lengths around it.</summary>
    /// <exception cref="DicomDataException">An edited value is too long for its VR's length field.</exception>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        DeclareCharacterSet();
        if (!IsModified)
        {
            output.Write(_source.Span);
            return;
        }
        foreach (ref readonly ElementSlot slot in _slots.AsSpan(0, _count)) Write(in slot, output);
    }

    private long LengthOf(in ElementSlot slot) => slot.Content switch
    {
        SetValue value => HeaderLengthOf(in slot) + value.Bytes.Length,
        DicomSequence sequence when !slot.HasSource || sequence.IsModified =>
            HeaderLengthOf(in slot) + DataSetWriter.ItemsLength(sequence),
        _ => slot.Entry.TotalLength,
    };

    private int HeaderLengthOf(in ElementSlot slot) => DataSetWriter.HeaderLength(slot.Entry.VR, IsExplicitVR);

    private void Write(in ElementSlot slot, IBufferWriter<byte> output)
    {
        switch (slot.Content)
        {
            case SetValue value:
                WriteHeader(in slot, value.IsEncapsulated ? ElementEntry.UndefinedLength : (uint)value.Bytes.Length, output);
                output.Write(value.Bytes.Span);
                break;
            case DicomSequence sequence when !slot.HasSource || sequence.IsModified:
                long length = DataSetWriter.ItemsLength(sequence);
                if (length >= ElementEntry.UndefinedLength) throw new DicomDataException("A sequence exceeds 4 GiB", slot.Tag, slot.Entry.Offset);
                WriteHeader(in slot, sequence.HasUndefinedLength ? ElementEntry.UndefinedLength : (uint)length, output);
                DataSetWriter.WriteItems(sequence, output);
                break;
            default:
                WriteRaw(in slot, output);
                break;
        }
    }

    private void WriteHeader(in ElementSlot slot, uint length, IBufferWriter<byte> output) =>
        DataSetWriter.WriteHeader(output, slot.Tag, slot.Entry.VR, length, IsExplicitVR, IsBigEndian);

    private void WriteRaw(in ElementSlot slot, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> raw = RawOf(in slot).Span;
        bool isGroupLength = slot.Tag.IsGroupLength && slot.Entry.ValueLength == 4;
        long growth = isGroupLength ? GrowthOfGroup(slot.Tag.Group) : 0;
        if (growth == 0)
        {
            output.Write(raw);
            return;
        }
        // Corrected by what the group grew: if it was wrong when read, it is as wrong as before.
        output.Write(raw[..^4]);
        Span<byte> value = output.GetSpan(4);
        if (IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(value, (uint)(BinaryPrimitives.ReadUInt32BigEndian(raw[^4..]) + growth));
        else BinaryPrimitives.WriteUInt32LittleEndian(value, (uint)(BinaryPrimitives.ReadUInt32LittleEndian(raw[^4..]) + growth));
        output.Advance(4);
    }

    /// <summary>Bytes by which a group is longer than it was read.</summary>
    private long GrowthOfGroup(ushort group)
    {
        long growth = -(_removedBytes?.GetValueOrDefault(group) ?? 0);
        foreach (ref readonly ElementSlot slot in _slots.AsSpan(0, _count))
            if (slot.Tag.Group == group) growth += LengthOf(in slot) - slot.Entry.TotalLength;
        return growth;
    }
}
