using System.Text;

namespace StoreScp.Dicom;

/// <summary>The coded character sets of PS3.3 Tables C.12-2 to C.12-4, on the code pages of .NET where these agree with the standards.</summary>
static class CodedCharacterSets
{
    /// <summary>ISO-IR 6, the default character repertoire.</summary>
    public static readonly CodedCharacterSet Ascii = new("\e(B"u8, isG1: false, isTwoByte: false, code => Printable(code) ? (char)code : '\0');

    /// <summary>ISO-IR 14, JIS X 0201 romaji: ASCII but for the yen sign and the overline.</summary>
    public static readonly CodedCharacterSet Romaji = new("\e(J"u8, isG1: false, isTwoByte: false, code => code switch
    {
        0x5C => '\u00A5',
        0x7E => '\u203E',
        _ => Printable(code) ? (char)code : '\0',
    });

    /// <summary>ISO-IR 13, JIS X 0201 katakana.</summary>
    public static readonly CodedCharacterSet Katakana =
        new("\e)I"u8, isG1: true, isTwoByte: false, code => code is >= 0x21 and <= 0x5F ? (char)(0xFF61 + code - 0x21) : '\0');

    public static readonly CodedCharacterSet Latin1 = new("\e-A"u8, isG1: true, isTwoByte: false, code => code >= 0x20 ? (char)(code | 0x80) : '\0');
    public static readonly CodedCharacterSet Latin2 = Iso8859("\e-B"u8, 28592);
    public static readonly CodedCharacterSet Latin3 = Iso8859("\e-C"u8, 28593);
    public static readonly CodedCharacterSet Latin4 = Iso8859("\e-D"u8, 28594);
    public static readonly CodedCharacterSet Cyrillic = Iso8859("\e-L"u8, 28595);
    public static readonly CodedCharacterSet Arabic = Iso8859("\e-G"u8, 28596);

    // The code page has the letters U+02BD and U+02BC for the quotation marks; the rest is of the 2003 edition.
    public static readonly CodedCharacterSet Greek = Iso8859("\e-F"u8, 28597,
        (0xA1, '\u2018'), (0xA2, '\u2019'), (0xA4, '\u20AC'), (0xA5, '\u20AF'), (0xAA, '\u037A'));

    // The code page has U+203E for the macron; the marks of direction are of the 1999 edition.
    public static readonly CodedCharacterSet Hebrew = Iso8859("\e-H"u8, 28598, (0xAF, '\u00AF'), (0xFD, '\u200E'), (0xFE, '\u200F'));
    public static readonly CodedCharacterSet Latin5 = Iso8859("\e-M"u8, 28599);
    public static readonly CodedCharacterSet Latin9 = Iso8859("\e-b"u8, 28605);
    public static readonly CodedCharacterSet Thai = Iso8859("\e-T"u8, 874);

    /// <summary>ISO-IR 87, JIS X 0208. Read, but not written, are the additions of NEC and IBM in rows that the standard leaves free.</summary>
    public static readonly CodedCharacterSet Kanji = new("\e$B"u8, isG1: false, isTwoByte: true,
        new CodePage(20932, 0x8080).OrElse(new CodePage(51932, 0x8080)),
        code => code is < 0x7500 and not (>= 0x2900 and < 0x3000),
        ('\uFF5E', 0x2141), ('\u2225', 0x2142), ('\uFF0D', 0x215D), ('\uFFE0', 0x2171), ('\uFFE1', 0x2172), ('\uFFE2', 0x224C));

    /// <summary>ISO-IR 159, JIS X 0212: code page 20932 has it with the high bit in the first byte only.</summary>
    public static readonly CodedCharacterSet SupplementaryKanji = new("\e$(D"u8, isG1: false, isTwoByte: true,
        new CodePage(20932, 0x8000, (0x2237, '~'), (0x2271, '\u2116')).Decode,
        code => code < 0x6E00);

    /// <summary>ISO-IR 149, KS X 1001.</summary>
    public static readonly CodedCharacterSet Hangul = new("\e$)C"u8, isG1: true, isTwoByte: true,
        new CodePage(51949, 0x8080, (0x3453, '\uB2D2')).Decode);

    /// <summary>ISO-IR 58, GB 2312.</summary>
    public static readonly CodedCharacterSet SimplifiedChinese = new("\e$)A"u8, isG1: true, isTwoByte: true,
        new CodePage(20936, 0x8080, (0x212C, '\u2016')).Decode,
        isWritable: null,
        ('\u00B7', 0x2124), ('\u2014', 0x212A));

    static readonly CodedCharacterSet[] All =
    [
        Ascii, Romaji, Katakana, Latin1, Latin2, Latin3, Latin4, Cyrillic, Arabic, Greek, Hebrew, Latin5, Latin9, Thai,
        Kanji, SupplementaryKanji, Hangul, SimplifiedChinese,
    ];

    /// <summary>The set that the escape sequence at the start of these bytes designates, or null.</summary>
    public static CodedCharacterSet? Designated(ReadOnlySpan<byte> bytes, out int escapeLength)
    {
        foreach (var set in All)
        {
            if (bytes.StartsWith(set.Escape))
            {
                escapeLength = set.Escape.Length;
                return set;
            }
        }

        // ISO-IR 42, the JIS X 0208 of 1978, which old equipment still names.
        bool is1978 = bytes.StartsWith("\e$@"u8);
        escapeLength = is1978 ? 3 : 0;
        return is1978 ? Kanji : null;
    }

    static bool Printable(ushort code) => code is >= 0x20 and < 0x7F;

    static CodedCharacterSet Iso8859(ReadOnlySpan<byte> escape, int codePage, params (ushort Code, char Character)[] corrections)
    {
        var page = new CodePage(codePage, 0x80, corrections);
        return new(escape, isG1: true, isTwoByte: false, code => code >= 0x20 ? page.Decode(code) : '\0');
    }

    // A code page of .NET as a table of codes; what it maps to private use characters counts as undefined.
    sealed class CodePage(int number, ushort highBits, params (ushort Code, char Character)[] corrections)
    {
        readonly Lazy<Encoding> _encoding = new(() => CodePagesEncodingProvider.Instance.GetEncoding(
            number, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\0"))!);

        public char Decode(ushort code)
        {
            foreach (var (corrected, character) in corrections)
            {
                if (corrected == code || corrected == (code | highBits))
                    return character;
            }
            int value = code | highBits;
            ReadOnlySpan<byte> bytes = [(byte)(value >> 8), (byte)value];
            Span<char> characters = stackalloc char[4];
            int count = _encoding.Value.GetChars(highBits > 0xFF ? bytes : bytes[1..], characters);
            return count == 1 && characters[0] is < '\uE000' or > '\uF8FF' ? characters[0] : '\0';
        }

        public Func<ushort, char> OrElse(CodePage other) => code => Decode(code) is > '\0' and var character ? character : other.Decode(code);
    }
}
