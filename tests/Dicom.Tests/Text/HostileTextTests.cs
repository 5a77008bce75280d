namespace StoreScp.Dicom.Tests.Text;

public sealed class HostileTextTests
{
    static readonly string[] Terms =
    [
        "", "ISO_IR 100", "ISO_IR 13", "ISO_IR 166", "ISO_IR 192", "GB18030", "GBK", @"\ISO 2022 IR 87", @"\ISO 2022 IR 149", @"\ISO 2022 IR 58",
        @"ISO 2022 IR 13\ISO 2022 IR 87\ISO 2022 IR 159", @"ISO 2022 IR 100\ISO 2022 IR 144\ISO 2022 IR 126\ISO 2022 IR 149", "NONSENSE",
    ];

    static readonly string[] Pieces =
    [
        "\e", "\e(B", "\e(J", "\e)I", "\e-A", "\e-F", "\e$B", "\e$(D", "\e$)C", "\e$)A", "\e$", "\e$(", "A", ";3", "\\", "^", "=", "\r\n", " ",
        "\u00B1\u00E6", "\u00B1", "\u0081\\", "\u0081\u0030\u0081\u0030", "\u00FF", "\u0000", "\u007F",
    ];

    [Fact]
    public void No_bytes_make_decoding_throw_and_values_cover_every_byte()
    {
        var random = new Random(20261123);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] value = [.. Enumerable.Range(0, random.Next(12)).SelectMany(_ => Pieces[random.Next(Pieces.Length)]).Select(c => (byte)c)];
            var set = DicomCharacterSet.Parse(Terms[random.Next(Terms.Length)]);
            set.Decode(value, DicomVR.PN).Length.Should().BeLessThanOrEqualTo(value.Length);

            var ranges = set.SplitValues(value);
            int covered = ranges.Sum(range => range.GetOffsetAndLength(value.Length).Length);
            (covered + ranges.Count - 1).Should().Be(value.Length, "one backslash stands between two values");
            set.DecodeValues(value, DicomVR.LO).Should().HaveCount(ranges.Count);
        }
    }

    [Fact]
    public void What_was_encoded_is_decoded_to_the_same_text()
    {
        const string Characters = "Aa 1.^=~é¿жΔשกﾔ山鷗길洪张\n";
        var random = new Random(20261123);
        int written = 0;
        for (int i = 0; i < 5_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Characters[random.Next(Characters.Length)]));
            var set = DicomCharacterSet.Parse(Terms[random.Next(Terms.Length)]);
            foreach (var vr in (ReadOnlySpan<DicomVR>)[DicomVR.PN, DicomVR.LO, DicomVR.LT])
            {
                if (!set.TryEncode(text, vr, out byte[] bytes))
                    continue;
                set.Decode(bytes, vr).Should().Be(text);
                written++;
            }
        }
        written.Should().BeGreaterThan(2_500);
    }

    [Fact]
    public void Million_escape_sequences_are_read_in_one_pass()
    {
        byte[] value = [.. Enumerable.Repeat("\e(B"u8.ToArray(), 1_000_000).SelectMany(b => b)];
        DicomCharacterSet.Default.Decode(value, DicomVR.UT).Should().BeEmpty();
    }
}
