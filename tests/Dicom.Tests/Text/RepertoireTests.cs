namespace StoreScp.Dicom.Tests.Text;

public sealed class RepertoireTests
{
    // Term and the number of characters that its standard defines beside ASCII (or romaji).
    [Theory]
    [InlineData("ISO_IR 100", 96)]
    [InlineData("ISO_IR 101", 96)]
    [InlineData("ISO_IR 109", 89)]
    [InlineData("ISO_IR 110", 96)]
    [InlineData("ISO_IR 144", 96)]
    [InlineData("ISO_IR 127", 51)]
    [InlineData("ISO_IR 126", 93)]
    [InlineData("ISO_IR 138", 60)]
    [InlineData("ISO_IR 148", 96)]
    [InlineData("ISO_IR 203", 96)]
    [InlineData("ISO_IR 13", 63)]
    [InlineData("ISO_IR 166", 88)]
    public void Single_byte_set_round_trips(string term, int count)
    {
        foreach (string spelling in (string[])[term, term.Replace("ISO_IR", "ISO 2022 IR", StringComparison.Ordinal)])
        {
            var set = DicomCharacterSet.Parse(spelling);
            byte[] codes = [.. Enumerable.Range(0xA0, 96).Select(i => (byte)i).Where(b => set.Decode([b], DicomVR.LT) != "\uFFFD")];
            codes.Should().HaveCount(count);
            set.Encode(set.Decode(codes, DicomVR.LT), DicomVR.LT).Should().Equal(codes);
        }
    }

    // Of the 6067 of JIS X 0212 the tilde is written as ASCII.
    [Theory]
    [InlineData("ISO 2022 IR 87", @"\e$B", 0, 6879)]
    [InlineData("ISO 2022 IR 159", @"\e$(D", 0, 6066)]
    [InlineData("ISO 2022 IR 149", @"\e$)C", 0x80, 8226)]
    [InlineData("ISO 2022 IR 58", @"\e$)A", 0x80, 7445)]
    public void Double_byte_set_round_trips(string term, string escape, int high, int count)
    {
        var set = DicomCharacterSet.Parse(@"\" + term);
        byte[] designation = EscapedBytes.Parse(escape);
        byte[] back = high == 0 ? EscapedBytes.Parse(@"\e(B") : [];
        int written = 0;
        for (int row = 0x21; row < 0x7F; row++)
        {
            for (int cell = 0x21; cell < 0x7F; cell++)
            {
                byte[] bytes = [.. designation, (byte)(row | high), (byte)(cell | high), .. back];
                string text = set.Decode(bytes, DicomVR.LT);
                text.Should().HaveLength(1);
                if (text == "\uFFFD" || !set.TryEncode(text, DicomVR.LT, out byte[] encoded))
                    continue;
                if (encoded.AsSpan().SequenceEqual(bytes))
                    written++;
            }
        }
        written.Should().Be(count);
    }

    [Theory]
    [InlineData("ISO_IR 192")]
    [InlineData("GB18030")]
    public void Unicode_round_trips(string term)
    {
        var set = DicomCharacterSet.Parse(term);
        for (int plane = 0; plane <= 0x10; plane++)
        {
            var runes = Enumerable.Range(plane << 16, 0x10000).Where(System.Text.Rune.IsValid).Select(i => new System.Text.Rune(i).ToString());
            string text = string.Concat(runes);
            (set.Decode(set.Encode(text, DicomVR.LT), DicomVR.LT) == text).Should().BeTrue($"of plane {plane}");
        }
    }
}
