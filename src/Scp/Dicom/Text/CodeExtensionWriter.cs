using System.Buffers;

namespace StoreScp.Dicom;

/// <summary>Writes text with the designations its characters need (PS3.5 §6.1.2.5).</summary>
ref struct CodeExtensionWriter(CodeExtensions extensions, IBufferWriter<byte> output, TextDelimiters delimiters)
{
    CodedCharacterSet _g0 = extensions.G0;
    CodedCharacterSet? _g1 = extensions.G1;

    /// <summary>Writes the text; false, with the index of the character, when no declared set has one of its characters.</summary>
    public bool TryWrite(ReadOnlySpan<char> text, out int failedAt)
    {
        for (failedAt = 0; failedAt < text.Length; failedAt++)
        {
            if (!TryWrite(text[failedAt]))
                return false;
        }
        Reset();
        return true;
    }

    bool TryWrite(char character)
    {
        if (character < 0x20 || delimiters.Contains(character))
        {
            Reset();

            // An escape character in the text would become a designation of its own.
            if (character != '\e')
                Write((byte)character);
            return character != '\e';
        }

        if (_g0.TryEncode(character, out ushort code))
            Write(_g0, code);
        else if (_g1 is not null && _g1.TryEncode(character, out code))
            Write(_g1, code);
        else
            return TryDesignate(character);
        return true;
    }

    bool TryDesignate(char character)
    {
        foreach (var set in extensions.Declared)
        {
            if (!set.TryEncode(character, out ushort code))
                continue;
            Designate(set);
            Write(set, code);
            return true;
        }
        return false;
    }

    // PS3.5 §6.1.2.5.3: the initial sets are active before a delimiter, a control character and the end of the value.
    void Reset()
    {
        if (_g0 != extensions.G0)
            Designate(extensions.G0);
        if (_g1 != extensions.G1 && extensions.G1 is not null)
            Designate(extensions.G1);
        _g1 = extensions.G1;
    }

    void Designate(CodedCharacterSet set)
    {
        output.Write(set.Escape);
        if (set.IsG1)
            _g1 = set;
        else
            _g0 = set;
    }

    readonly void Write(CodedCharacterSet set, ushort code)
    {
        int highBit = set.IsG1 ? 0x80 : 0;
        if (set.IsTwoByte)
            Write((byte)(code >> 8 | highBit));
        Write((byte)(code & 0x7F | highBit));
    }

    readonly void Write(byte value) => output.Write([value]);
}
