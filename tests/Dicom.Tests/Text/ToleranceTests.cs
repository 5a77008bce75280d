namespace StoreScp.Dicom.Tests.Text;

public sealed class ToleranceTests
{
    [Theory]
    [InlineData("ISO_IR 100")]
    [InlineData("ISO-IR 100")]
    [InlineData("ISO IR 100")]
    [InlineData("iso_ir 100")]
    [InlineData("ISO_IR_100")]
    [InlineData("ISO_IR100")]
    [InlineData(" ISO_IR 100 ")]
    [InlineData("ISO 2022 IR 100")]
    [InlineData("ISO2022-IR 100")]
    [InlineData("ISO8859-1")]
    [InlineData("ISO-8859-1")]
    public void Misspelled_term_is_understood(string term)
    {
        var set = DicomCharacterSet.Parse(term);
        set.UnknownTerms.Should().BeEmpty();
        set.IsFallback.Should().BeFalse();
        set.Encode("é", DicomVR.LO).Should().Equal(0xE9);
        set.TryEncode("ж", DicomVR.LO, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ISO_IR 6")]
    [InlineData("ISO 2022 IR 6")]
    [InlineData(@"\")]
    [InlineData(@"ISO 2022 IR 6\ISO 2022 IR 6")]
    public void Default_repertoire_has_many_names(string? terms)
    {
        var set = DicomCharacterSet.Parse(terms);
        set.UnknownTerms.Should().BeEmpty();
        set.Encode("Doe^John", DicomVR.PN).Should().Equal("Doe^John"u8.ToArray());
        set.TryEncode("é", DicomVR.PN, out _).Should().BeFalse();
    }

    [Fact]
    public void High_bytes_in_the_default_repertoire_are_read_as_Latin_1() =>
        DicomCharacterSet.Default.Decode([(byte)'J', 0xE9], DicomVR.PN).Should().Be("Jé");

    [Theory]
    [InlineData("utf-8")]
    [InlineData("UTF8")]
    [InlineData(@"ISO_IR 192\ISO 2022 IR 87")]
    [InlineData(@"\ISO_IR 192")]
    [InlineData(@"ISO 2022 IR 6\ISO_IR 192")]
    public void Utf_8_is_understood_in_company_it_must_not_keep(string terms) =>
        DicomCharacterSet.Parse(terms).Decode("王"u8, DicomVR.LO).Should().Be("王");

    [Fact]
    public void Unknown_term_keeps_every_byte_and_says_so()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var set = DicomCharacterSet.Parse("ISO_IR 999");
        set.IsFallback.Should().BeTrue();
        set.UnknownTerms.Should().Equal("ISO_IR 999");
        set.Encode(set.Decode(all, DicomVR.LT), DicomVR.LT).Should().Equal(all);
    }

    [Fact]
    public void Unknown_term_beside_known_ones_leaves_these_in_force()
    {
        var set = DicomCharacterSet.Parse(@"KLINGON\ISO 2022 IR 149");
        set.IsFallback.Should().BeFalse();
        set.UnknownTerms.Should().Equal("KLINGON");
        set.Decode(EscapedBytes.Parse(@"\e$)C\B1\E6"), DicomVR.LO).Should().Be("길");
    }

    [Theory]
    [InlineData("ISO 2022 IR 149", @"\B1\E6", "길")]
    [InlineData(@"\ISO 2022 IR 149", @"\B1\E6", "길")]
    [InlineData("ISO 2022 IR 87", @"A\e$B;3\e(B", "A山")]
    [InlineData("ISO_IR 100", @"\e$B;3\e(BA", "山A")]
    [InlineData(@"\ISO 2022 IR 87", @"\e$@;3\e(B", "山")]
    [InlineData(@"ISO 2022 IR 13\ISO 2022 IR 87", @"\e$Byb\e(J", "墲")]
    public void Designations_that_the_standard_would_want_otherwise_are_followed(string terms, string bytes, string text) =>
        DicomCharacterSet.Parse(terms).Decode(EscapedBytes.Parse(bytes), DicomVR.PN).Should().Be(text);

    [Theory]
    [InlineData("ISO_IR 192", @"A\FFB", "A\uFFFDB")]
    [InlineData("ISO_IR 127", @"A\A1B", "A\uFFFDB")]
    [InlineData("ISO_IR 166", @"A\FFB", "A\uFFFDB")]
    [InlineData(@"\ISO 2022 IR 149", @"\e$)C\B1", "\uFFFD")]
    [InlineData(@"\ISO 2022 IR 149", @"\e$)C\B1A", "\uFFFDA")]
    [InlineData(@"\ISO 2022 IR 87", @"\e$B;", "\uFFFD")]
    [InlineData(@"\ISO 2022 IR 87", @"\e$B; A", "\uFFFD \uFFFD")]
    [InlineData(@"\ISO 2022 IR 87", @"\e$B)!\e(BA", "\uFFFDA")]
    [InlineData(@"\ISO 2022 IR 87", @"\e", "\uFFFD")]
    [InlineData(@"\ISO 2022 IR 87", @"\e%GA", "\uFFFD%GA")]
    [InlineData(@"\ISO 2022 IR 87", @"\E9", "\uFFFD")]
    [InlineData("GB18030", @"\81", "\uFFFD")]
    public void What_is_no_text_becomes_the_replacement_character(string terms, string bytes, string text) =>
        DicomCharacterSet.Parse(terms).Decode(EscapedBytes.Parse(bytes), DicomVR.LO).Should().Be(text);

    [Fact]
    public void Line_end_brings_back_the_initial_sets_where_kanji_forgot_to() =>
        DicomCharacterSet.Parse(@"\ISO 2022 IR 87").Decode(EscapedBytes.Parse(@"\e$B;3\0D\0AA"), DicomVR.LT).Should().Be("山\r\nA");

    [Fact]
    public void Many_different_terms_do_not_fill_the_memory()
    {
        for (int i = 0; i < 1000; i++)
            DicomCharacterSet.Parse($"NONSENSE {i}").IsFallback.Should().BeTrue();
        DicomCharacterSet.Parse("ISO_IR 100").Encode("é", DicomVR.LO).Should().Equal(0xE9);
    }
}
