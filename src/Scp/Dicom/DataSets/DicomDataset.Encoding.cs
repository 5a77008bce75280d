using System.Buffers;

namespace StoreScp.Dicom;

// Encoding anew: in another character set, or in the encoding of another data set.
public sealed partial class DicomDataset
{
    /// <summary>
    /// Encodes the text of this data set, and of items without a set of their own, in another character set. All or nothing:
    /// a character without a code there leaves everything as it was.
    /// </summary>
    private DicomDataset ChangeCharacterSet(string terms)
    {
        DicomCharacterSet target = DicomCharacterSet.Parse(terms);
        var texts = new List<(DicomDataset DataSet, DicomTag Tag, DicomVR VR, byte[] Bytes)>();
        CollectTexts(CharacterSet, target, texts, isRoot: true);
        PutValue(DicomTag.SpecificCharacterSet, DicomVR.CS, DicomCharacterSet.Default.Encode(terms, DicomVR.CS));
        foreach ((DicomDataset dataSet, DicomTag tag, DicomVR vr, byte[] bytes) in texts) dataSet.PutValue(tag, vr, bytes);
        CharacterSetChanged();
        return this;
    }

    private void CollectTexts(
        DicomCharacterSet source, DicomCharacterSet target, List<(DicomDataset, DicomTag, DicomVR, byte[])> texts, bool isRoot)
    {
        Load();
        if (!isRoot && Contains(DicomTag.SpecificCharacterSet)) return;
        foreach (DicomTag tag in TagsInOrder().ToArray())
        {
            ElementSlot slot = _slots[Find(tag)];
            DicomVR vr = VROf(in slot);
            if (vr == DicomVR.SQ)
            {
                foreach (DicomDataset item in GetSequence(tag)!) item.CollectTexts(source, target, texts, isRoot: false);
                continue;
            }
            if (!vr.IsCharacterSetDependent() || slot.Entry.VR == DicomVR.UN) continue;
            ReadOnlySpan<byte> bytes = BytesOf(in slot).Span;
            // Plain ASCII without escapes is the same in every set.
            if (!bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF) && !bytes.Contains((byte)0x1B) && !bytes.ContainsAny("\\~"u8)) continue;
            byte[] encoded = target.Encode(source.Decode(bytes, vr).TrimEnd(' ', '\0'), vr);
            if (!encoded.AsSpan().SequenceEqual(bytes)) texts.Add((this, tag, slot.Entry.VR, encoded));
        }
    }

    private void CharacterSetChanged() => _characterSet = null;

    /// <summary>Once out of its sequence an item still knows how its text is encoded.</summary>
    internal void KeepCharacterSet() => _characterSet = CharacterSet;

    /// <summary>Encodes the text of an item to be in the character set of the data set it is put into, unless it has its own.</summary>
    internal void TakeOnCharacterSet(DicomCharacterSet target)
    {
        DicomCharacterSet source = CharacterSet;
        bool hasOwn = Contains(DicomTag.SpecificCharacterSet);
        if (hasOwn || ReferenceEquals(source, target)) return;
        var texts = new List<(DicomDataset DataSet, DicomTag Tag, DicomVR VR, byte[] Bytes)>();
        CollectTexts(source, target, texts, isRoot: true);
        foreach ((DicomDataset dataSet, DicomTag tag, DicomVR vr, byte[] bytes) in texts) dataSet.PutValue(tag, vr, bytes);
        CharacterSetChanged();
    }

    /// <summary>A data set made from nothing says that its text is UTF-8, if it holds any that is not ASCII.</summary>
    private void DeclareCharacterSet()
    {
        if (!_isMade || Parent is not null || Contains(DicomTag.SpecificCharacterSet)) return;
        if (HoldsMoreThanAscii())
            PutValue(DicomTag.SpecificCharacterSet, DicomVR.CS, DicomCharacterSet.Default.Encode(CharacterSet.SpecificCharacterSet, DicomVR.CS));
    }

    private bool HoldsMoreThanAscii()
    {
        foreach (DicomElement element in this)
        {
            if (element.VR.IsCharacterSetDependent() && element.Value.Span.ContainsAnyInRange((byte)0x80, (byte)0xFF)) return true;
            if (element.Items is { } items && items.Any(item => !item.Contains(DicomTag.SpecificCharacterSet) && item.HoldsMoreThanAscii())) return true;
        }
        return false;
    }

    /// <summary>A copy that belongs to no sequence and shares nothing with this one; its text is encoded as here.</summary>
    public DicomDataset Clone()
    {
        Load();
        var output = new ArrayBufferWriter<byte>(checked((int)Math.Max(1, WrittenLength)));
        WriteTo(output);
        var copy = new DicomDataset(IsExplicitVR, IsBigEndian) { _source = output.WrittenMemory, _isLoaded = false };
        copy._characterSet = CharacterSet;
        return copy;
    }

    /// <summary>Makes this data set fit a sequence of another encoding: headers and byte order.</summary>
    internal void TakeOnEncoding(bool isExplicitVR, bool isBigEndian)
    {
        Load();
        if (IsExplicitVR == isExplicitVR && IsBigEndian == isBigEndian) return;
        for (int i = 0; i < _count; i++)
        {
            ref ElementSlot slot = ref _slots[i];
            if (slot.Tag.Group == 0xFFFE) continue;
            DicomVR vr = VROf(in slot);
            if (GetSequence(slot.Tag) is { } sequence)
            {
                sequence.IsExplicitVR = isExplicitVR;
                sequence.IsBigEndian = isBigEndian;
                sequence.MarkEdited();
                foreach (DicomDataset item in sequence) item.TakeOnEncoding(isExplicitVR, isBigEndian);
                slot.Entry = slot.Entry with { VR = DicomVR.SQ };
                continue;
            }
            ReadOnlyMemory<byte> bytes = BytesOf(in slot);
            if (IsBigEndianValue(in slot) != isBigEndian && vr.UnitBytes() > 1) bytes = Swap(bytes.Span, vr.UnitBytes());
            slot = new ElementSlot(slot.Entry with { VR = vr }, new SetValue(bytes, slot.Content is null && slot.Entry.HasUndefinedLength));
        }
        _isEdited = true;
        IsExplicitVR = isExplicitVR;
        IsBigEndian = isBigEndian;
    }

    private static byte[] Swap(ReadOnlySpan<byte> value, int unit)
    {
        byte[] swapped = value.ToArray();
        for (int at = 0; at + unit <= swapped.Length; at += unit) swapped.AsSpan(at, unit).Reverse();
        return swapped;
    }
}
