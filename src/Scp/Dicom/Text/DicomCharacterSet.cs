using System.Collections.Concurrent;

namespace StoreScp.Dicom;

/// <summary>How the text of a data set is encoded: what its Specific Character Set (0008,0005) says (PS3.5 §6.1, PS3.3 §C.12.1.1.2).</summary>
public sealed class DicomCharacterSet
{
    // Peers choose the texts: the cache must not grow with them.
    const int CacheLimit = 256;

    static readonly ConcurrentDictionary<string, DicomCharacterSet> Cache = new(StringComparer.Ordinal);

    readonly TextCodec _codec;

    DicomCharacterSet(string specificCharacterSet, TextCodec codec, IReadOnlyList<string> unknownTerms)
    {
        SpecificCharacterSet = specificCharacterSet;
        _codec = codec;
        UnknownTerms = unknownTerms;
    }

    /// <summary>The default repertoire (ISO-IR 6), in force where Specific Character Set is absent or empty.</summary>
    public static DicomCharacterSet Default { get; } = Create("");

    /// <summary>UTF-8 (ISO_IR 192).</summary>
    public static DicomCharacterSet Utf8 { get; } = Create("ISO_IR 192");

    /// <summary>The value it was made from.</summary>
    public string SpecificCharacterSet { get; }

    /// <summary>Terms that PS3.3 does not define, as they were given.</summary>
    public IReadOnlyList<string> UnknownTerms { get; }

    /// <summary>No term was known: each byte is taken for the character of the same number, so nothing is lost, but the text may be wrong.</summary>
    public bool IsFallback => _codec == TextCodec.BytePreserving;

    /// <summary>Reads a value of Specific Character Set, several terms separated by backslashes. Never throws for what it holds.</summary>
    public static DicomCharacterSet Parse(string? specificCharacterSet)
    {
        if (string.IsNullOrEmpty(specificCharacterSet))
            return Default;
        if (Cache.TryGetValue(specificCharacterSet, out var known))
            return known;

        var created = Create(specificCharacterSet);
        if (Cache.Count < CacheLimit)
            Cache.TryAdd(specificCharacterSet, created);
        return created;
    }

    /// <summary>Decodes a whole value, delimiters and padding as they are. What is no text becomes U+FFFD. VRs that Specific Character Set does not affect are read byte for byte.</summary>
    public string Decode(ReadOnlySpan<byte> value, DicomVR vr) => CodecOf(vr).Decode(value, TextDelimiters.Of(vr));

    /// <summary>Splits a value at its backslashes (those that are characters of their own) and decodes each part. A VR of one value is not split.</summary>
    public string[] DecodeValues(ReadOnlySpan<byte> value, DicomVR vr)
    {
        if (!vr.IsMultiValued() || !value.Contains((byte)'\\'))
            return [Decode(value, vr)];

        var ranges = CodecOf(vr).SplitValues(value);
        string[] values = new string[ranges.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Decode(value[ranges[i]], vr);
        return values;
    }

    /// <summary>Where the values of a multi-valued element stand: a backslash byte that is half of a character separates nothing.</summary>
    public IReadOnlyList<Range> SplitValues(ReadOnlySpan<byte> value) => _codec.SplitValues(value);

    /// <summary>
    /// Encodes a value, or several separated by backslashes where the VR has those, without padding.
    /// Throws <see cref="CharacterSetException"/> when a character has no code in the sets that Specific Character Set declares.
    /// </summary>
    public byte[] Encode(string text, DicomVR vr)
    {
        byte[]? bytes = CodecOf(vr).Encode(text, TextDelimiters.Of(vr), out int failedAt);
        return bytes ?? throw new CharacterSetException(vr, vr.IsCharacterSetDependent() ? SpecificCharacterSet : "", text, failedAt);
    }

    /// <summary>As <see cref="Encode"/>, but says false when a character has no code.</summary>
    public bool TryEncode(string text, DicomVR vr, out byte[] bytes)
    {
        bytes = CodecOf(vr).Encode(text, TextDelimiters.Of(vr), out _) ?? [];
        return bytes.Length > 0 || text.Length == 0;
    }

    public override string ToString() => SpecificCharacterSet;

    TextCodec CodecOf(DicomVR vr) => vr.IsCharacterSetDependent() ? _codec : TextCodec.DefaultRepertoire;

    static DicomCharacterSet Create(string specificCharacterSet)
    {
        string[] given = specificCharacterSet.Split('\\', StringSplitOptions.TrimEntries);
        CharacterSetTerm[] terms = Array.ConvertAll(given, CharacterSetTerm.Parse);
        string[] unknown = [.. given.Where((_, i) => !terms[i].IsKnown)];
        return new(specificCharacterSet, TextCodec.Of(terms), unknown);
    }
}
