using System.Text;

namespace StoreScp.Dicom;

/// <summary>Text in one encoding that takes no code extensions: UTF-8, GB18030, GBK (PS3.3 Table C.12-5).</summary>
sealed class StandaloneCodec : TextCodec
{
    static readonly StandaloneCodec Utf8 = new(Encoding.UTF8, hasLowTrailBytes: false);
    static readonly StandaloneCodec GB18030 = new(CodePagesEncodingProvider.Instance.GetEncoding(54936)!, hasLowTrailBytes: true);
    static readonly StandaloneCodec Gbk = new(CodePagesEncodingProvider.Instance.GetEncoding(936)!, hasLowTrailBytes: true);

    readonly Encoding _encoding;
    readonly bool _hasLowTrailBytes;

    /// <param name="encoding">Its fallbacks are replaced.</param>
    /// <param name="hasLowTrailBytes">The second byte of a character can be that of a backslash.</param>
    public StandaloneCodec(Encoding encoding, bool hasLowTrailBytes)
    {
        _encoding = (Encoding)encoding.Clone();
        _encoding.EncoderFallback = EncoderFallback.ExceptionFallback;
        _encoding.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        _hasLowTrailBytes = hasLowTrailBytes;
    }

    public static StandaloneCodec Of(CharacterSetTerm term) => term.Name switch
    {
        CharacterSetTerm.GB18030 => GB18030,
        CharacterSetTerm.Gbk => Gbk,
        _ => Utf8,
    };

    public override string Decode(ReadOnlySpan<byte> value, TextDelimiters delimiters) => _encoding.GetString(value);

    public override byte[]? Encode(string text, TextDelimiters delimiters, out int failedAt)
    {
        try
        {
            failedAt = 0;
            return _encoding.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            failedAt = e.Index;
            return null;
        }
    }

    public override IReadOnlyList<Range> SplitValues(ReadOnlySpan<byte> value)
    {
        var values = new List<Range>();
        int start = 0;
        for (int i = 0; i < value.Length; i++)
        {
            if (_hasLowTrailBytes && value[i] >= 0x81)
            {
                // Four-byte characters of GB18030 are two such pairs, digits second: no backslash in either.
                i++;
            }
            else if (value[i] == '\\')
            {
                values.Add(start..i);
                start = i + 1;
            }
        }
        values.Add(start..value.Length);
        return values;
    }
}
