namespace StoreScp.Dicom.Tests.Text;

public sealed class EncodingLimitsTests
{
    [Theory]
    [InlineData("", "é", "U+00E9")]
    [InlineData("ISO_IR 100", "ж", "U+0436")]
    [InlineData(@"\ISO 2022 IR 87", "길", "U+AE38")]
    [InlineData(@"\ISO 2022 IR 87", "😀", "U+1F600")]
    [InlineData("GBK", "😀", "U+1F600")]
    [InlineData("ISO_IR 6", "\e", "U+001B")]
    public void Character_without_a_code_is_named_and_the_text_around_it_is_not(string terms, string character, string name)
    {
        var set = DicomCharacterSet.Parse(terms);
        var encode = () => set.Encode("SECRET" + character, DicomVR.LO);
        encode.Should().Throw<CharacterSetException>().Which.Message.Should().Contain(name).And.Contain("position 6").And.NotContain("SECRET");
        set.TryEncode("SECRET" + character, DicomVR.LO, out _).Should().BeFalse();
    }

    [Fact]
    public void Half_a_surrogate_pair_has_no_code() =>
        DicomCharacterSet.Utf8.TryEncode("A\uD800", DicomVR.LO, out _).Should().BeFalse();

    [Fact]
    public void Vr_without_character_set_takes_the_default_repertoire_only()
    {
        var set = DicomCharacterSet.Parse("ISO_IR 192");
        set.TryEncode("é", DicomVR.CS, out _).Should().BeFalse();
        set.Encode("CT", DicomVR.CS).Should().Equal("CT"u8.ToArray());
        set.Decode([0xC3, 0xA9], DicomVR.CS).Should().Be("Ã©");
    }

    [Fact]
    public void Empty_text_has_no_bytes()
    {
        DicomCharacterSet.Default.TryEncode("", DicomVR.LO, out byte[] bytes).Should().BeTrue();
        bytes.Should().BeEmpty();
        DicomCharacterSet.Default.Decode([], DicomVR.LO).Should().BeEmpty();
    }

    [Theory]
    [InlineData('〜', '～')]
    [InlineData('−', '－')]
    [InlineData('‖', '∥')]
    public void Both_mappings_of_a_kanji_symbol_are_written(char standard, char other)
    {
        var set = DicomCharacterSet.Parse(@"\ISO 2022 IR 87");
        byte[] bytes = set.Encode(standard.ToString(), DicomVR.LO);
        set.Encode(other.ToString(), DicomVR.LO).Should().Equal(bytes);
        set.Decode(bytes, DicomVR.LO).Should().Be(standard.ToString());
    }

    [Fact]
    public void Additions_of_vendors_to_kanji_are_read_but_not_written()
    {
        var set = DicomCharacterSet.Parse(@"\ISO 2022 IR 87");
        set.Decode(EscapedBytes.Parse(@"\e$B-!\e(B"), DicomVR.LO).Should().Be("①");
        set.TryEncode("①", DicomVR.LO, out _).Should().BeFalse();
    }

    [Fact]
    public void Yen_sign_is_the_backslash_of_romaji()
    {
        var set = DicomCharacterSet.Parse("ISO_IR 13");
        set.Decode(@"\~"u8, DicomVR.LT).Should().Be("¥‾");
        set.Encode("¥‾", DicomVR.LT).Should().Equal(@"\~"u8.ToArray());
        set.TryEncode(@"\", DicomVR.LT, out _).Should().BeFalse();
        set.Encode(@"A\B", DicomVR.LO).Should().Equal(@"A\B"u8.ToArray(), "here it separates values");
    }
}
