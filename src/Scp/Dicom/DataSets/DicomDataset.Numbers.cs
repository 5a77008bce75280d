using System.Numerics;

namespace StoreScp.Dicom;

// Values as numbers and tags (PS3.5 §6.2).
public sealed partial class DicomDataset
{
    /// <summary>The value at <paramref name="index"/>; null when it is absent, empty, no number, or does not fit.</summary>
    public int? GetInt32(DicomTag tag, int index = 0) => GetNumber<int>(tag, index);

    /// <inheritdoc cref="GetInt32"/>
    public long? GetInt64(DicomTag tag, int index = 0) => GetNumber<long>(tag, index);

    /// <inheritdoc cref="GetInt32"/>
    public double? GetDouble(DicomTag tag, int index = 0) => GetNumber<double>(tag, index);

    /// <inheritdoc cref="GetInt32"/>
    public decimal? GetDecimal(DicomTag tag, int index = 0) => GetNumber<decimal>(tag, index);

    /// <inheritdoc cref="GetInt32"/>
    public T? GetNumber<T>(DicomTag tag, int index = 0) where T : struct, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        int at = Find(tag);
        if (at < 0) return null;
        ref readonly ElementSlot slot = ref _slots[at];
        DicomVR vr = VROf(in slot);
        if (vr is DicomVR.DS or DicomVR.IS)
        {
            string[] texts = GetStrings(tag);
            return index < texts.Length && NumberValues.TryParse(texts[index], out T parsed) ? parsed : null;
        }
        ReadOnlySpan<byte> bytes = BytesOf(in slot).Span;
        int size = vr == DicomVR.AT ? 0 : NumberValues.SizeOf(vr);
        if (size == 0 || index >= bytes.Length / size) return null;
        return NumberValues.TryRead(bytes[(index * size)..], vr, IsBigEndianValue(in slot), out T number) ? number : null;
    }

    /// <summary>All values; empty when the element is absent, empty, or one of them is no number or does not fit.</summary>
    public T[] GetNumbers<T>(DicomTag tag) where T : struct, INumber<T>
    {
        int at = Find(tag);
        if (at < 0) return [];
        ref readonly ElementSlot slot = ref _slots[at];
        DicomVR vr = VROf(in slot);
        if (vr is DicomVR.DS or DicomVR.IS)
        {
            string[] texts = GetStrings(tag);
            var parsed = new T[texts.Length];
            for (int i = 0; i < texts.Length; i++)
                if (!NumberValues.TryParse(texts[i], out parsed[i])) return [];
            return parsed;
        }
        ReadOnlySpan<byte> bytes = BytesOf(in slot).Span;
        int size = vr == DicomVR.AT ? 0 : NumberValues.SizeOf(vr);
        if (size == 0) return [];
        var numbers = new T[bytes.Length / size];
        for (int i = 0; i < numbers.Length; i++)
            if (!NumberValues.TryRead(bytes[(i * size)..], vr, IsBigEndianValue(in slot), out numbers[i])) return [];
        return numbers;
    }

    /// <summary>The tags of an AT element; empty when it is absent, empty, or of another VR.</summary>
    public DicomTag[] GetTags(DicomTag tag)
    {
        int at = Find(tag);
        if (at < 0 || VROf(in _slots[at]) != DicomVR.AT) return [];
        ReadOnlySpan<byte> bytes = BytesOf(in _slots[at]).Span;
        var tags = new DicomTag[bytes.Length / 4];
        for (int i = 0; i < tags.Length; i++) tags[i] = NumberValues.ReadTag(bytes[(i * 4)..], IsBigEndianValue(in _slots[at]));
        return tags;
    }
}
