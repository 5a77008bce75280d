namespace StoreScp.Dicom.Tests.Text;

public sealed class ValueSplittingTests
{
    [Theory]
    [InlineData("", @"A\\B", new[] { "A", "B" })]
    [InlineData("", "", new[] { "" })]
    [InlineData("", @"\\", new[] { "", "" })]
    [InlineData("ISO_IR 100", @"\E9\\\F4\\", new[] { "é", "ô", "" })]
    [InlineData("ISO_IR 192", @"\E7\8E\8B\\B", new[] { "王", "B" })]
    [InlineData("ISO_IR 13", @"\D4\\\CF", new[] { "ﾔ", "ﾏ" })]
    public void Values_are_split_at_backslashes(string terms, string bytes, string[] values) =>
        DicomCharacterSet.Parse(terms).DecodeValues(EscapedBytes.Parse(bytes), DicomVR.LO).Should().Equal(values);

    [Theory]
    // 5C is the second byte of the one in GBK and GB18030, of the other in JIS X 0208.
    [InlineData("GBK", @"\81\\\\B", new[] { "乗", "B" })]
    [InlineData("GB18030", @"\81\\\\B", new[] { "乗", "B" })]
    [InlineData("GB18030", @"\81\30\81\30\\B", new[] { "\u0080", "B" })]
    [InlineData(@"\ISO 2022 IR 87", @"\e$B<\\\e(B\\B", new[] { "尺", "B" })]
    public void Backslash_byte_inside_a_character_separates_nothing(string terms, string bytes, string[] values) =>
        DicomCharacterSet.Parse(terms).DecodeValues(EscapedBytes.Parse(bytes), DicomVR.LO).Should().Equal(values);

    [Fact]
    public void Text_of_one_value_is_not_split() =>
        DicomCharacterSet.Default.DecodeValues(@"C:\TEMP"u8, DicomVR.LT).Should().Equal(@"C:\TEMP");

    [Fact]
    public void Backslash_brings_back_the_initial_sets()
    {
        var set = DicomCharacterSet.Parse(@"ISO 2022 IR 100\ISO 2022 IR 126");
        byte[] bytes = EscapedBytes.Parse(@"\e-F\C4\\\C4");
        set.DecodeValues(bytes, DicomVR.LO).Should().Equal("Δ", "Ä");
        set.Decode(bytes, DicomVR.LO).Should().Be(@"Δ\Ä");
    }

    [Fact]
    public void Values_joined_by_backslashes_are_encoded_each_from_the_initial_sets() =>
        EscapedBytes.Format(DicomCharacterSet.Parse(@"\ISO 2022 IR 149").Encode(@"길\동", DicomVR.LO)).Should().Be(@"\e$)C\B1\E6\\\e$)C\B5\BF");
}
