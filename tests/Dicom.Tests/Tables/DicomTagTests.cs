namespace StoreScp.Dicom.Tests.Tables;

public sealed class DicomTagTests
{
    [Theory]
    [InlineData("0010,0020")]
    [InlineData("(0010,0020)")]
    [InlineData("00100020")]
    [InlineData(" (0010,0020) ")]
    [InlineData("PatientID")]
    public void Tag_is_parsed_from_its_usual_spellings(string text) => DicomTag.Parse(text).Should().Be(DicomTag.PatientID);

    [Theory]
    [InlineData("7fe0,0010")]
    [InlineData("7FE00010")]
    public void Case_of_the_digits_does_not_matter(string text) => DicomTag.Parse(text).Should().Be(DicomTag.PixelData);

    [Theory]
    [InlineData("")]
    [InlineData("()")]
    [InlineData("0010,002")]
    [InlineData("0010;0020")]
    [InlineData("001G,0020")]
    [InlineData("+010,0020")]
    [InlineData("0x100020")]
    [InlineData("patientid")]
    [InlineData("NoSuchKeyword")]
    public void What_is_no_tag_is_refused(string text)
    {
        DicomTag.TryParse(text, out _).Should().BeFalse();
        var parse = () => DicomTag.Parse(text);
        parse.Should().Throw<FormatException>();
    }

    [Fact]
    public void Text_of_a_tag_is_as_the_standard_writes_it() => new DicomTag(0x7FE0, 0x0010).ToString().Should().Be("(7FE0,0010)");

    [Fact]
    public void Tags_have_the_order_of_a_data_set()
    {
        (new DicomTag(0x0008, 0xFFFF) < new DicomTag(0x0010, 0x0000)).Should().BeTrue();
        (new DicomTag(0xFFFE, 0xE000) > new DicomTag(0x7FE0, 0x0010)).Should().BeTrue();
        (DicomTag.PatientID <= new DicomTag(0x0010_0020)).Should().BeTrue();
        (DicomTag.PatientID >= new DicomTag(0x0010_0020)).Should().BeTrue();
        new DicomTag(0xFFFE_E00D).Value.Should().Be(0xFFFE_E00D);
    }

    [Theory]
    [InlineData(0x00090010u, true, true, false)]
    [InlineData(0x000900FFu, true, true, false)]
    [InlineData(0x00090100u, true, false, false)]
    [InlineData(0x0009000Fu, true, false, false)]
    [InlineData(0x00090000u, true, false, true)]
    [InlineData(0x00080010u, false, false, false)]
    [InlineData(0x00080000u, false, false, true)]
    public void Kinds_of_tags_are_told_apart(uint value, bool isPrivate, bool isCreator, bool isGroupLength)
    {
        var tag = new DicomTag(value);
        tag.IsPrivate.Should().Be(isPrivate);
        tag.IsPrivateCreator.Should().Be(isCreator);
        tag.IsGroupLength.Should().Be(isGroupLength);
    }
}
