using System.Text;

namespace StoreScp.Dicom;

/// <summary>Decodes, encodes and splits values in one of the three ways DICOM has: ISO 2022, a stand-alone multi-byte set, or bytes as they are.</summary>
abstract class TextCodec
{
    /// <summary>For terms that nobody knows: byte n is character n.</summary>
    public static readonly TextCodec BytePreserving = new StandaloneCodec(Encoding.Latin1, hasLowTrailBytes: false);

    /// <summary>ISO-IR 6. Bytes that are no ASCII are read as Latin-1, which most equipment that forgets Specific Character Set means.</summary>
    public static readonly TextCodec DefaultRepertoire =
        new CodeExtensionCodec(new(CodedCharacterSets.Ascii, null, [CodedCharacterSets.Ascii], CodedCharacterSets.Latin1));

    public abstract string Decode(ReadOnlySpan<byte> value, TextDelimiters delimiters);

    /// <summary>The bytes, or null with the index of the first character that has no code.</summary>
    public abstract byte[]? Encode(string text, TextDelimiters delimiters, out int failedAt);

    public abstract IReadOnlyList<Range> SplitValues(ReadOnlySpan<byte> value);

    /// <summary>The way that these terms ask for; unknown ones count for nothing.</summary>
    public static TextCodec Of(IReadOnlyList<CharacterSetTerm> terms)
    {
        if (terms[0].IsStandalone)
            return StandaloneCodec.Of(terms[0]);

        var known = terms.Where(term => term.IsKnown).ToList();
        if (known.Count == 0)
            return BytePreserving;

        // A stand-alone set has no place after others (PS3.3 §C.12.1.1.2); with no other set named, it is what was meant.
        var sets = known.Select(term => term.Sets()).ToList();
        if (sets.All(s => s.Length == 0 || s is [var only] && only == CodedCharacterSets.Ascii) && known.Any(term => term.IsStandalone))
            return StandaloneCodec.Of(known.First(term => term.IsStandalone));

        return Extended(terms[0].Sets(), [.. sets.SelectMany(s => s)]);
    }

    static TextCodec Extended(CodedCharacterSet[] first, CodedCharacterSet[] all)
    {
        // A two-byte G0 cannot be there at first: the delimiters would have no code (PS3.5 §6.1.2.4).
        var g0 = first.FirstOrDefault(set => !set.IsG1 && !set.IsTwoByte) ?? CodedCharacterSets.Ascii;
        var g1 = first.FirstOrDefault(set => set.IsG1);
        CodedCharacterSet[] declared = [.. all.Prepend(g0).Distinct()];
        if (declared is [var only] && only == CodedCharacterSets.Ascii)
            return DefaultRepertoire;
        return new CodeExtensionCodec(new(g0, g1, declared, declared.FirstOrDefault(set => set.IsG1)));
    }
}
