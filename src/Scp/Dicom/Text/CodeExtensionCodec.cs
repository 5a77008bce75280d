using System.Buffers;
using System.Text;

namespace StoreScp.Dicom;

/// <summary>Text in single-byte sets and in those that ISO 2022 escape sequences designate (PS3.5 §6.1.2.5).</summary>
sealed class CodeExtensionCodec(CodeExtensions extensions) : TextCodec
{
    static readonly SearchValues<byte> PlainAscii = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(i => (byte)i)]);

    public override string Decode(ReadOnlySpan<byte> value, TextDelimiters delimiters)
    {
        if (extensions.G0 == CodedCharacterSets.Ascii && !value.ContainsAnyExcept(PlainAscii))
            return Encoding.ASCII.GetString(value);

        var text = new StringBuilder(value.Length);
        var reader = new CodeExtensionReader(extensions, value, delimiters);
        while (reader.TryRead(out char character))
            text.Append(character);
        return text.ToString();
    }

    public override byte[]? Encode(string text, TextDelimiters delimiters, out int failedAt)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(16, text.Length * 2));
        var writer = new CodeExtensionWriter(extensions, output, delimiters);
        return writer.TryWrite(text, out failedAt) ? output.WrittenSpan.ToArray() : null;
    }

    public override IReadOnlyList<Range> SplitValues(ReadOnlySpan<byte> value)
    {
        var values = new List<Range>();
        int start = 0;
        var reader = new CodeExtensionReader(extensions, value, new(SeparatesValues: true, SeparatesNames: false));
        while (reader.TryRead(out _))
        {
            if (!reader.IsAtDelimiter)
                continue;
            values.Add(start..(reader.Position - 1));
            start = reader.Position;
        }
        values.Add(start..value.Length);
        return values;
    }
}
