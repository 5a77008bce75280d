namespace StoreScp.Dicom;

/// <summary>
/// Reads text with code extensions character by character (PS3.5 §6.1.2.5). Escape sequences are taken even when
/// Specific Character Set did not declare their set: nothing else they could mean.
/// </summary>
ref struct CodeExtensionReader(CodeExtensions extensions, ReadOnlySpan<byte> bytes, TextDelimiters delimiters)
{
    const char Replacement = '\uFFFD';

    readonly ReadOnlySpan<byte> _bytes = bytes;
    CodedCharacterSet _g0 = extensions.G0;
    CodedCharacterSet? _g1 = extensions.G1;

    /// <summary>Index of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>The last character read is a delimiter.</summary>
    public bool IsAtDelimiter { get; private set; }

    /// <summary>The next character; U+FFFD for what cannot be decoded; false at the end.</summary>
    public bool TryRead(out char character)
    {
        IsAtDelimiter = false;
        while (Position < _bytes.Length)
        {
            byte b = _bytes[Position];
            if (b == 0x1B && TryDesignate())
                continue;

            character = b switch
            {
                0x1B => Skip(),
                < 0x20 => Control(b),
                0x20 or 0x7F => Take((char)b),
                < 0x7F => _g0.IsTwoByte ? Pair(_g0) : G0(b),
                < 0xA0 => _g1 is { IsTwoByte: true } ? Skip() : Take((char)b),
                _ => G1(b),
            };
            return true;
        }
        character = '\0';
        return false;
    }

    bool TryDesignate()
    {
        if (CodedCharacterSets.Designated(_bytes[Position..], out int length) is not { } set)
            return false;

        if (set.IsG1)
            _g1 = set;
        else
            _g0 = set;
        Position += length;
        return true;
    }

    // PS3.5 §6.1.2.5.3: line ends, other control characters and delimiters bring back the initial sets.
    void Reset()
    {
        _g0 = extensions.G0;
        _g1 = extensions.G1;
    }

    char Control(byte b)
    {
        Reset();
        return Take((char)b);
    }

    char G0(byte b)
    {
        char character = _g0.Decode(b);
        IsAtDelimiter = delimiters.Contains(b);
        if (IsAtDelimiter)
            Reset();
        return Take(character);
    }

    char G1(byte b)
    {
        var set = _g1 ?? extensions.UndesignatedG1;
        if (set is null)
            return Skip();
        return set.IsTwoByte ? Pair(set) : Take(set.Decode(b));
    }

    char Pair(CodedCharacterSet set)
    {
        if (Position + 1 >= _bytes.Length || !IsHalf(_bytes[Position], set) || !IsHalf(_bytes[Position + 1], set))
            return Skip();

        char character = set.Decode(_bytes[Position], _bytes[Position + 1]);
        Position += 2;
        return character;
    }

    static bool IsHalf(byte b, CodedCharacterSet set) => set.IsG1 ? b is >= 0xA1 and <= 0xFE : b is >= 0x21 and <= 0x7E;

    char Take(char character)
    {
        Position++;
        return character;
    }

    char Skip() => Take(Replacement);
}
