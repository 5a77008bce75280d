using StoreScp.Dicom.Tests.Tables;

namespace StoreScp.Dicom.Tests.Text;

public sealed class StandardTermsTests
{
    [Fact]
    public void Every_term_of_the_standard_is_known_with_its_escape_sequences()
    {
        var rows = StandardTables.Read("character_sets.tsv");
        rows.Should().HaveCount(34);
        foreach (string[] row in rows)
        {
            string term = row[0].StartsWith('(') ? "" : row[0];
            var set = DicomCharacterSet.Parse(term);
            set.UnknownTerms.Should().BeEmpty();
            set.IsFallback.Should().BeFalse();
            foreach (string hex in row.Skip(4).Take(2).Where(hex => hex.Length > 0))
            {
                byte[] escape = Convert.FromHexString(hex);
                var designated = CodedCharacterSets.Designated(escape, out int length);
                length.Should().Be(escape.Length);
                CharacterSetTerm.Parse(term.Length == 0 ? "ISO_IR 6" : term).Sets().Should().Contain(designated!, row[0]);
            }
        }
    }

    // Term, the first and the last character of its repertoire beyond ASCII, and their bytes.
    [Theory]
    [InlineData("ISO_IR 100", "¡ÿ", @"\A1\FF")]
    [InlineData("ISO_IR 101", "Ą˙", @"\A1\FF")]
    [InlineData("ISO_IR 109", "Ħ˙", @"\A1\FF")]
    [InlineData("ISO_IR 110", "Ą˙", @"\A1\FF")]
    [InlineData("ISO_IR 144", "Ёџ", @"\A1\FF")]
    [InlineData("ISO_IR 127", "،\u0652", @"\AC\F2")]
    [InlineData("ISO_IR 126", "‘ώ", @"\A1\FE")]
    [InlineData("ISO_IR 138", "¢ת", @"\A2\FA")]
    [InlineData("ISO_IR 148", "¡ÿ", @"\A1\FF")]
    [InlineData("ISO_IR 203", "¡ÿ", @"\A1\FF")]
    [InlineData("ISO_IR 13", "｡ﾟ", @"\A1\DF")]
    [InlineData("ISO_IR 166", "ก๛", @"\A1\FB")]
    [InlineData(@"\ISO 2022 IR 87", "亜熙", @"\e$B0!t&\e(B")]
    [InlineData(@"\ISO 2022 IR 159", "˘龥", @"\e$(D""/mc\e(B")]
    [InlineData(@"\ISO 2022 IR 149", "가힝", @"\e$)C\B0\A1\C8\FE")]
    [InlineData(@"\ISO 2022 IR 58", "啊齄", @"\e$)A\B0\A1\F7\FE")]
    [InlineData("ISO_IR 192", "é😀", @"\C3\A9\F0\9F\98\80")]
    [InlineData("GB18030", "é😀", @"\A8\A6\949\FC6")]
    [InlineData("GBK", "乗囧", @"\81\\\87\E5")]
    public void Ends_of_each_repertoire_have_their_codes(string terms, string text, string bytes)
    {
        var set = DicomCharacterSet.Parse(terms);
        EscapedBytes.Format(set.Encode(text, DicomVR.LT)).Should().Be(bytes);
        set.Decode(EscapedBytes.Parse(bytes), DicomVR.LT).Should().Be(text);
    }
}
