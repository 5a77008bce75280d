using System.Globalization;

namespace StoreScp.Dicom;

/// <summary>Tag of a data element: its group and element numbers (PS3.5 §7.1). Ordered as in a data set.</summary>
public readonly partial record struct DicomTag(ushort Group, ushort Element) : IComparable<DicomTag>
{
    public DicomTag(uint value) : this((ushort)(value >> 16), (ushort)value)
    {
    }

    /// <summary>Group in the upper, element in the lower 16 bits.</summary>
    public uint Value => (uint)Group << 16 | Element;

    /// <summary>Odd group (PS3.5 §7.8).</summary>
    public bool IsPrivate => (Group & 1) != 0;

    /// <summary>(gggg,0010-00FF) of an odd group: reserves a block of elements for one creator (PS3.5 §7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x0010 and <= 0x00FF;

    /// <summary>(gggg,0000): length of the group (PS3.5 §7.2).</summary>
    public bool IsGroupLength => Element == 0;

    public static bool operator <(DicomTag left, DicomTag right) => left.Value < right.Value;

    public static bool operator >(DicomTag left, DicomTag right) => left.Value > right.Value;

    public static bool operator <=(DicomTag left, DicomTag right) => left.Value <= right.Value;

    public static bool operator >=(DicomTag left, DicomTag right) => left.Value >= right.Value;

    public int CompareTo(DicomTag other) => Value.CompareTo(other.Value);

    public bool Equals(DicomTag other) => Value == other.Value;

    public override int GetHashCode() => (int)Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");

    /// <summary>Parses what <see cref="TryParse"/> takes; throws <see cref="FormatException"/> for anything else.</summary>
    public static DicomTag Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var tag) ? tag : throw new FormatException($"\"{text}\" is neither a tag like (0010,0020) nor a keyword of PS3.6.");

    /// <summary>Takes (0010,0020), 0010,0020, 00100020 and keywords of PS3.6, whose case matters.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomTag tag)
    {
        var digits = text.Trim();
        if (digits is ['(', .. var inner, ')'])
            digits = inner;

        if (digits.Length == 9 && digits[4] == ',' && IsHex(digits[..4], out uint group) && IsHex(digits[5..], out uint element))
        {
            tag = new((ushort)group, (ushort)element);
            return true;
        }
        if (digits.Length == 8 && IsHex(digits, out uint value))
        {
            tag = new(value);
            return true;
        }
        return DicomDictionary.TryGetTag(digits, out tag);
    }

    static bool IsHex(ReadOnlySpan<char> digits, out uint value) =>
        uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
