using System.Globalization;

namespace StoreScp.Dicom;

/// <summary>
/// A defined term of Specific Character Set (PS3.3 §C.12.1.1.2), however it is spelled: only its letters and digits
/// count, so "ISO_IR 100", "ISO-IR 100", "iso ir 100" and "ISO 2022 IR 100" all name registration 100.
/// </summary>
readonly record struct CharacterSetTerm(string Name)
{
    public const string Utf8 = "192";
    public const string GB18030 = "GB18030";
    public const string Gbk = "GBK";

    /// <summary>The registration number as text, or the name of a set that has none; empty for an empty term.</summary>
    public static CharacterSetTerm Parse(string term)
    {
        string name = string.Concat(term.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (name.StartsWith("ISO8859", StringComparison.Ordinal))
            return new(OfPart(name[7..]));
        if (name is "UTF8" or "ISOUTF8")
            return new(Utf8);

        foreach (string prefix in (ReadOnlySpan<string>)["ISO", "2022", "IR"])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                name = name[prefix.Length..];
        }
        return new(name);
    }

    /// <summary>The sets this term declares, the initial G0 and G1 among them in this order; none when it is unknown.</summary>
    public CodedCharacterSet[] Sets() => Name switch
    {
        "6" => [CodedCharacterSets.Ascii],
        "13" => [CodedCharacterSets.Romaji, CodedCharacterSets.Katakana],
        "87" => [CodedCharacterSets.Kanji],
        "159" => [CodedCharacterSets.SupplementaryKanji],
        "149" => [CodedCharacterSets.Hangul],
        "58" => [CodedCharacterSets.SimplifiedChinese],
        "100" => [CodedCharacterSets.Ascii, CodedCharacterSets.Latin1],
        "101" => [CodedCharacterSets.Ascii, CodedCharacterSets.Latin2],
        "109" => [CodedCharacterSets.Ascii, CodedCharacterSets.Latin3],
        "110" => [CodedCharacterSets.Ascii, CodedCharacterSets.Latin4],
        "144" => [CodedCharacterSets.Ascii, CodedCharacterSets.Cyrillic],
        "127" => [CodedCharacterSets.Ascii, CodedCharacterSets.Arabic],
        "126" => [CodedCharacterSets.Ascii, CodedCharacterSets.Greek],
        "138" => [CodedCharacterSets.Ascii, CodedCharacterSets.Hebrew],
        "148" => [CodedCharacterSets.Ascii, CodedCharacterSets.Latin5],
        "203" => [CodedCharacterSets.Ascii, CodedCharacterSets.Latin9],
        "166" => [CodedCharacterSets.Ascii, CodedCharacterSets.Thai],
        _ => [],
    };

    /// <summary>Multi-byte sets that take no code extensions (PS3.3 Table C.12-5).</summary>
    public bool IsStandalone => Name is Utf8 or GB18030 or Gbk;

    public bool IsKnown => Name.Length == 0 || IsStandalone || Sets().Length > 0;

    // The parts of ISO/IEC 8859, whose names stand in some data instead of the defined terms.
    static string OfPart(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number switch
        {
            1 => "100",
            2 => "101",
            3 => "109",
            4 => "110",
            5 => "144",
            6 => "127",
            7 => "126",
            8 => "138",
            9 => "148",
            11 => "166",
            15 => "203",
            _ => "ISO8859" + part,
        }
        : "ISO8859" + part;
}
