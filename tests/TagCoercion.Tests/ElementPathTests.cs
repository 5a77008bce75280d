using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.TagCoercion.Tests;

public sealed class ElementPathTests
{
    [Theory]
    [InlineData("PatientID", "(0010,0020)")]
    [InlineData("(0010,0020)", "(0010,0020)")]
    [InlineData("(0040,0275)[*].(0040,0007)", "(0040,0275)[*].(0040,0007)")]
    [InlineData("RequestAttributesSequence[0].ScheduledProcedureStepDescription", "(0040,0275)[0].(0040,0007)")]
    [InlineData("RequestAttributesSequence[12].ScheduledProtocolCodeSequence[*].CodeMeaning", "(0040,0275)[12].(0040,0008)[*].(0008,0104)")]
    [InlineData("(0029,xx10,ACME 1.1)", "(0029,xx10,ACME 1.1)")]
    [InlineData("(0029,XX1a,ACME (USA), LTD.):LO", "(0029,xx1A,ACME (USA), LTD.)")]
    [InlineData("(0029,xx10,ACME)[0].(0029,xx01,OTHER):SH", "(0029,xx10,ACME)[0].(0029,xx01,OTHER)")]
    [InlineData("(0018,FFF7):LO", "(0018,FFF7)")]
    public void A_path_is_read(string text, string tags)
    {
        ElementPath? path = ElementPathParser.TryParse(text, out string? mistake);

        mistake.Should().BeNull();
        path!.ToString().Should().Be(tags);
    }

    [Theory]
    [InlineData("", "an element is a keyword")]
    [InlineData("PatientId", "no keyword \"PatientId\"")]
    [InlineData("(0010,0020", "a tag is (gggg,eeee)")]
    [InlineData("(10,20)", "a tag is (gggg,eeee)")]
    [InlineData("(0010,00Z0)", "with its creator")]
    [InlineData("(0029,1010)", "is private: name its creator, as in (0029,xx10,CREATOR)")]
    [InlineData("(0028,xx10,ACME)", "0028 is no private group")]
    [InlineData("(0029,1010,ACME)", "xx and two hexadecimal digits")]
    [InlineData("(0029,xx10,)", "1 to 64 characters")]
    [InlineData("(0010,0020):LO", "leave :LO out")]
    [InlineData("(0018,FFF7):ZZ", "\"ZZ\" is no VR")]
    [InlineData("(0002,0010)", "no element of a data set")]
    [InlineData("(FFFE,E000)", "no element of a data set")]
    [InlineData("PixelData", "does not come before the pixel data")]
    [InlineData("RequestAttributesSequence.CodeValue", "in which items")]
    [InlineData("RequestAttributesSequence[0]", "the name of an element follows")]
    [InlineData("RequestAttributesSequence[0]CodeValue", "a point stands between")]
    [InlineData("RequestAttributesSequence[0].", "an element is a keyword")]
    [InlineData("RequestAttributesSequence[x].CodeValue", "an item is [*]")]
    [InlineData("RequestAttributesSequence[-1].CodeValue", "an item is [*]")]
    [InlineData("RequestAttributesSequence[10000].CodeValue", "an item is [*]")]
    [InlineData("RequestAttributesSequence[0.CodeValue", "an item is [*]")]
    [InlineData("PatientID[0].CodeValue", "is no sequence")]
    public void A_wrong_path_is_explained(string text, string mistake)
    {
        ElementPathParser.TryParse(text, out string? found).Should().BeNull();
        found.Should().Contain(mistake).And.StartWith($"\"{text}\": ");
    }

    [Fact]
    public void Nothing_is_created_on_the_way_unless_asked_for()
    {
        var header = new DicomDataset();
        ElementPath path = ElementPathParser.TryParse("RequestAttributesSequence[1].ScheduledProtocolCodeSequence[*].CodeMeaning", out _)!;
        var found = new List<DicomDataset>();

        path.Find(header, found);
        found.Should().BeEmpty();
        header.Count.Should().Be(0);

        path.Find(header, found, create: true);
        found.Should().ContainSingle();
        header.GetSequence(DicomTag.RequestAttributesSequence).Should().HaveCount(2);
    }
}
