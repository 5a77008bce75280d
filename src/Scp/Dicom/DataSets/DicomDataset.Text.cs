using System.Diagnostics.CodeAnalysis;

namespace StoreScp.Dicom;

// Values as text (PS3.5 §6.2, §6.4).
public sealed partial class DicomDataset
{
    private DicomCharacterSet? _characterSet;

    /// <summary>How the text of this data set is encoded: its own Specific Character Set (0008,0005), or else that of the data set it is an item in.</summary>
    public DicomCharacterSet CharacterSet
    {
        get
        {
            if (_characterSet is not null) return _characterSet;
            int index = Find(DicomTag.SpecificCharacterSet);
            if (index < 0) return Parent?.Owner?.CharacterSet ?? (_isMade ? DicomCharacterSet.Utf8 : DicomCharacterSet.Default);
            // The one element that decides how others are read is itself plain (PS3.5 §6.1.2.3).
            string terms = DicomCharacterSet.Default.Decode(BytesOf(in _slots[index]).Span, DicomVR.CS);
            return _characterSet = DicomCharacterSet.Parse(terms.TrimEnd(' ', '\0'));
        }
    }

    /// <summary>The first value of an element of PS3.6, by its keyword, or null; setting null removes the element.</summary>
    /// <exception cref="ArgumentException">PS3.6 has no such keyword.</exception>
    public string? this[string keyword]
    {
        get => GetString(DicomDictionary.TagOf(keyword));
        set => this[DicomDictionary.TagOf(keyword)] = value;
    }

    /// <summary>The first value of an element, or null; setting null removes the element.</summary>
    public string? this[DicomTag tag]
    {
        get => GetString(tag);
        set
        {
            if (value is null) Remove(tag);
            else Set(tag, value);
        }
    }

    /// <summary>
    /// The first value as text, without padding, or null when the element is absent or empty. Numbers and tags are formatted;
    /// of sequences and VRs of bytes (OB, OW, UN and their kind) there is no text.
    /// </summary>
    public string? GetString(DicomTag tag) => GetStrings(tag) is [var first, ..] ? first : null;

    /// <summary>As <see cref="GetString(DicomTag)"/>, with an answer for absent and empty elements.</summary>
    public string GetString(DicomTag tag, string otherwise) => GetString(tag) ?? otherwise;

    /// <summary>The first value as text; false when the element is absent, empty, or has none.</summary>
    public bool TryGetString(DicomTag tag, [NotNullWhen(true)] out string? value)
    {
        value = GetString(tag);
        return value is not null;
    }

    /// <summary>All values as text, without padding; empty when the element is absent, empty, or has none. An empty value among others is an empty string.</summary>
    public string[] GetStrings(DicomTag tag)
    {
        int index = Find(tag);
        if (index < 0) return [];
        ref readonly ElementSlot slot = ref _slots[index];
        DicomVR vr = VROf(in slot);
        ReadOnlySpan<byte> bytes = BytesOf(in slot).Span;
        if (!vr.IsText()) return NumberValues.AsText(bytes, vr, IsBigEndianValue(in slot));
        if (ValueText.IsBlank(bytes)) return [];
        string[] values = CharacterSet.DecodeValues(bytes, vr);
        for (int i = 0; i < values.Length; i++) values[i] = ValueText.Trim(values[i], vr);
        return values;
    }

    /// <summary>A UID without padding, or null.</summary>
    public string? GetUID(DicomTag tag) => GetString(tag);

    /// <summary>The name of a person in its component groups, or null.</summary>
    public PersonName? GetPersonName(DicomTag tag) => GetString(tag) is { } text ? PersonName.Parse(text) : null;

    /// <summary>A date (DA, or the date of a DT); null when it is absent or no date.</summary>
    public DateOnly? GetDate(DicomTag tag) =>
        GetString(tag) is { } text && DateTimeText.TryParseDate(text, out DateOnly date) ? date : null;

    /// <summary>A time of day (TM); null when it is absent or no time. Omitted minutes, seconds and fractions are zero, a leap second is :59.</summary>
    public TimeOnly? GetTime(DicomTag tag) =>
        GetString(tag) is { } text && DateTimeText.TryParseTime(text, out TimeOnly time) ? time : null;

    /// <summary>
    /// A date and time (DT); null when it is absent or none. Without an offset of its own it has that of Timezone Offset From UTC
    /// (0008,0201), here or in a data set around this one; without either it is taken for UTC.
    /// </summary>
    public DateTimeOffset? GetDateTime(DicomTag tag)
    {
        if (GetString(tag) is not { } text || !DateTimeText.TryParseDateTime(text, out DateTime local, out TimeSpan? offset)) return null;
        return DateTimeText.Combine(local, offset ?? OffsetFromUtc());
    }

    /// <summary>The moment that a DA and a TM element say together, in the time zone of <see cref="GetDateTime(DicomTag)"/>; null without the date.</summary>
    public DateTimeOffset? GetDateTime(DicomTag dateTag, DicomTag timeTag) =>
        GetDate(dateTag) is { } date ? DateTimeText.Combine(date.ToDateTime(GetTime(timeTag) ?? default), OffsetFromUtc()) : null;

    private TimeSpan OffsetFromUtc()
    {
        for (DicomDataset? dataSet = this; dataSet is not null; dataSet = dataSet.Parent?.Owner)
            if (DateTimeText.TryParseOffset(dataSet.GetString(DicomTag.TimezoneOffsetFromUTC), out TimeSpan offset)) return offset;
        return TimeSpan.Zero;
    }
}
