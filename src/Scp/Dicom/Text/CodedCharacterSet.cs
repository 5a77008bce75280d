namespace StoreScp.Dicom;

/// <summary>
/// A set of graphic characters that an escape sequence designates as G0 (codes 21-7E) or G1 (codes A0-FF)
/// (PS3.5 §6.1.2, ISO/IEC 2022), of one or two bytes a character. Its tables are built at first use.
/// </summary>
sealed class CodedCharacterSet
{
    // Row and cell numbers of a two-byte set go from 21 to 7E.
    const int Cells = 94;

    readonly byte[] _escape;
    readonly Func<ushort, bool> _isWritable;
    readonly (char Character, ushort Code)[] _alsoWritten;
    readonly Lazy<char[]> _characters;
    readonly Lazy<Dictionary<char, ushort>> _codes;

    /// <param name="escape">The sequence that designates it.</param>
    /// <param name="isG1">Its codes are written with the high bit set.</param>
    /// <param name="isTwoByte">Two bytes a character.</param>
    /// <param name="decode">The character of a code without high bits, or NUL.</param>
    /// <param name="isWritable">Codes of the standard proper, when <paramref name="decode"/> also knows vendors' additions.</param>
    /// <param name="alsoWritten">Characters that other mappings to Unicode have for a code.</param>
    public CodedCharacterSet(
        ReadOnlySpan<byte> escape,
        bool isG1,
        bool isTwoByte,
        Func<ushort, char> decode,
        Func<ushort, bool>? isWritable = null,
        params (char Character, ushort Code)[] alsoWritten)
    {
        _escape = escape.ToArray();
        IsG1 = isG1;
        IsTwoByte = isTwoByte;
        _isWritable = isWritable ?? (_ => true);
        _alsoWritten = alsoWritten;
        _characters = new(() => [.. AllCodes().Select(decode)]);
        _codes = new(BuildCodes);
    }

    public ReadOnlySpan<byte> Escape => _escape;

    public bool IsG1 { get; }

    public bool IsTwoByte { get; }

    /// <summary>The character of a one-byte code, U+FFFD when it has none.</summary>
    public char Decode(byte code) => OrReplacement(_characters.Value[code & 0x7F]);

    /// <summary>The character of a two-byte code, U+FFFD when it has none. Both bytes are in 21-7E but for their high bits.</summary>
    public char Decode(byte row, byte cell) =>
        OrReplacement(_characters.Value[((row & 0x7F) - 0x21) * Cells + (cell & 0x7F) - 0x21]);

    /// <summary>The code of a character, without high bits.</summary>
    public bool TryEncode(char character, out ushort code) => _codes.Value.TryGetValue(character, out code);

    IEnumerable<ushort> AllCodes() => IsTwoByte
        ? Enumerable.Range(0, Cells * Cells).Select(i => (ushort)((i / Cells + 0x21) << 8 | i % Cells + 0x21))
        : Enumerable.Range(0, 0x80).Select(i => (ushort)i);

    Dictionary<char, ushort> BuildCodes()
    {
        var codes = new Dictionary<char, ushort>();
        foreach (var (character, code) in _characters.Value.Zip(AllCodes()))
        {
            if (character != '\0' && _isWritable(code))
                codes.TryAdd(character, code);
        }
        foreach (var (character, code) in _alsoWritten)
            codes.TryAdd(character, code);
        return codes;
    }

    static char OrReplacement(char character) => character == '\0' ? '\uFFFD' : character;
}
