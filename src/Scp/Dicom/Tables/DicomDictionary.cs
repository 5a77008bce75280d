using System.Text;

namespace StoreScp.Dicom;

/// <summary>The data dictionary (PS3.6, and PS3.7 for command elements). All of it is constant data: nothing is built at start-up.</summary>
public static class DicomDictionary
{
    /// <summary>The entry of this tag (of a repeating group, with this very tag), or null when PS3.6 does not know it.</summary>
    public static DictionaryEntry? Find(DicomTag tag)
    {
        int index = IndexOf(tag);
        return index < 0 ? null : EntryAt(index, tag);
    }

    /// <summary>The entry of this keyword, whose case matters; null when there is none. Of a repeating group: with its first tag.</summary>
    public static DictionaryEntry? Find(ReadOnlySpan<char> keyword)
    {
        int index = IndexOf(keyword);
        return index < 0 ? null : EntryAt(index, new(DictionaryData.Tags[index]));
    }

    public static bool TryGetTag(ReadOnlySpan<char> keyword, out DicomTag tag)
    {
        int index = IndexOf(keyword);
        tag = index < 0 ? default : new(DictionaryData.Tags[index]);
        return index >= 0;
    }

    /// <summary>The tag of a keyword; throws <see cref="ArgumentException"/> when PS3.6 has no such keyword.</summary>
    public static DicomTag TagOf(ReadOnlySpan<char> keyword) =>
        TryGetTag(keyword, out var tag) ? tag : throw new ArgumentException($"PS3.6 has no keyword \"{keyword}\".", nameof(keyword));

    /// <summary>The keyword of a tag, empty when it has none.</summary>
    public static string KeywordOf(DicomTag tag)
    {
        int index = IndexOf(tag);
        return index < 0 ? "" : Encoding.UTF8.GetString(KeywordAt(index));
    }

    /// <summary>
    /// The VR of an element of implicit VR data: that of the dictionary (of several the first, but OW of OB and OW:
    /// PS3.5 §A.1), UL for group lengths, LO for private creators, none for items and delimiters, else UN. Allocates nothing.
    /// </summary>
    public static DicomVR VROf(DicomTag tag)
    {
        if (tag.IsGroupLength)
            return DicomVR.UL;
        if (tag.IsPrivate)
            return tag.IsPrivateCreator ? DicomVR.LO : DicomVR.UN;

        if (tag.Group == 0xFFFE)
            return DicomVR.None;

        int index = IndexOf(tag);
        return index < 0 ? DicomVR.UN : (DicomVR)DictionaryData.ImplicitVRs[DictionaryData.VRSets[index]];
    }

    static int IndexOf(DicomTag tag)
    {
        // Perfect hash built by eng/generate-tables.cs: one slot can hold this tag, and one comparison tells.
        uint value = tag.Value;
        uint displacement = DictionaryData.Displacements[(int)(value * 0x9E3779B1 >> 21)];
        int index = DictionaryData.Slots[(int)((value ^ displacement * 0xC2B2AE35) * 0x85EBCA6B >> 19)];
        if (index < DictionaryData.SingleCount && DictionaryData.Tags[index] == value)
            return index;
        return tag.IsPrivate ? -1 : IndexOfRepeating(value);
    }

    static int IndexOfRepeating(uint value)
    {
        // PS3.6 repeats groups 50xx, 60xx and 7Fxx and elements of groups 0020, 0028, 1000 and 1010.
        if (value >> 24 is not (0x50 or 0x60 or 0x7F) && value >> 16 is not (0x0020 or 0x0028 or 0x1000 or 0x1010))
            return -1;

        var masks = DictionaryData.RepeatingMasks;
        var tags = DictionaryData.Tags[DictionaryData.SingleCount..];
        for (int i = 0; i < masks.Length; i++)
        {
            if (((value ^ tags[i]) & masks[i]) == 0)
                return DictionaryData.SingleCount + i;
        }
        return -1;
    }

    static int IndexOf(ReadOnlySpan<char> keyword)
    {
        var order = DictionaryData.ByKeyword;
        int low = 0;
        int high = order.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int comparison = Compare(keyword, KeywordAt(order[middle]));
            if (comparison == 0)
                return order[middle];
            if (comparison < 0)
                high = middle - 1;
            else
                low = middle + 1;
        }
        return -1;
    }

    // Keywords are ASCII (PS3.6 §5), so bytes and characters compare one to one.
    static int Compare(ReadOnlySpan<char> keyword, ReadOnlySpan<byte> other)
    {
        int common = Math.Min(keyword.Length, other.Length);
        for (int i = 0; i < common; i++)
        {
            if (keyword[i] != other[i])
                return keyword[i] - other[i];
        }
        return keyword.Length - other.Length;
    }

    static DictionaryEntry EntryAt(int index, DicomTag tag)
    {
        var text = TextAt(index);
        int tab = text.IndexOf((byte)'\t');
        byte vrSet = DictionaryData.VRSets[index];
        return new(
            tag,
            Encoding.UTF8.GetString(text[..tab]),
            Encoding.UTF8.GetString(text[(tab + 1)..]),
            (DicomVR)DictionaryData.FirstVRs[vrSet],
            AllVRs(DictionaryData.VRSetNames[vrSet]),
            DictionaryData.VMNames[DictionaryData.VMs[index]],
            DictionaryData.Retired[index] != 0);
    }

    static DicomVR[] AllVRs(string names)
    {
        if (names.Length == 0)
            return [];
        string[] letters = names.Split(" or ");
        return Array.ConvertAll(letters, l => (DicomVR)(l[0] | l[1] << 8));
    }

    static ReadOnlySpan<byte> KeywordAt(int index)
    {
        var text = TextAt(index);
        return text[..text.IndexOf((byte)'\t')];
    }

    // One line of the text, without its line feed.
    static ReadOnlySpan<byte> TextAt(int index) =>
        DictionaryData.Text[DictionaryData.TextOffsets[index]..(DictionaryData.TextOffsets[index + 1] - 1)];
}
