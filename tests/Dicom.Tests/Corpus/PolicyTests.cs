namespace StoreScp.Dicom.Tests;

/// <summary>docs/reading-policy.md, file by file.</summary>
public class PolicyTests
{
    [Theory]
    [InlineData("fo-dicom__GH179B.dcm", "*not two letters*")]
    [InlineData("fo-dicom__GH626.dcm", "*(0000,0000)*")]
    [InlineData("pydicom__no_meta.dcm", "*no DICOM file*")]
    public void A_file_whose_elements_cannot_be_found_is_refused_when_it_is_opened(string name, string problem)
    {
        string path = Testing.Corpus.File(name).Path;
        Action open = () => DicomFile.Open(path).Dispose();
        open.Should().Throw<DicomDataException>().WithMessage(problem);
    }

    [Theory]
    [InlineData("fo-dicom__GH1339.dcm", "*ends inside encapsulated value*")]
    [InlineData("pydicom__MR_truncated.dcm", "*ends 62 bytes before*")]
    public void A_truncated_file_shows_its_header_and_is_refused_at_its_end(string name, string problem)
    {
        using DicomFile file = DicomFile.Open(Testing.Corpus.File(name).Path);
        file.Header[DicomTag.Modality].Should().Be("MR");
        file.Invoking(f => f.ReadTrailer()).Should().Throw<DicomDataException>().WithMessage(problem);
    }

    [Fact]
    public void Private_sequences_of_defined_length_in_implicit_VR_are_opaque()
    {
        DicomDataset header = Header("deid__MR.dcm");
        header.GetVR(new DicomTag(0x0009, 0x1010)).Should().Be(DicomVR.UN);
        header.GetVR(DicomTag.ReferencedImageSequence).Should().Be(DicomVR.SQ);
    }

    [Theory]
    [InlineData("fo-dicom__FreezePattern.dcm", 0x00080104u)]
    [InlineData("fo-dicom__GH364.dcm", 0x00186012u)]
    public void The_content_of_a_stray_item_counts_as_top_level(string name, uint tag) => Header(name).Contains(new DicomTag(tag)).Should().BeTrue();

    [Fact]
    public void Two_blanks_for_a_VR_have_a_16_bit_length()
    {
        DicomDataset header = Header("fo-dicom__GH179A.dcm");
        header.GetInt32(DicomTag.PixelPaddingValue).Should().Be(0);
        header.GetDouble(DicomTag.RescaleIntercept).Should().Be(-1024);
    }

    [Fact]
    public void UN_of_undefined_length_is_a_sequence_in_implicit_VR() =>
        Header("fo-dicom__GH177_D_CLUNIE_CT1_IVRLE_BigEndian_undefined_length.dcm").GetSequence(DicomTag.SourceImageSequence)!
            .Should().NotBeEmpty().And.OnlyContain(item => item.Count > 0);

    [Theory]
    [InlineData("pydicom__rtdose_rle.dcm")]
    [InlineData("pydicom__rtdose_rle_1frame.dcm")]
    public void UN_of_known_elements_is_read_by_the_dictionary(string name)
    {
        DicomDataset header = Header(name);
        header[DicomTag.Modality].Should().Be("RTDOSE");
        header.GetSequence(new DicomTag(0x300C, 0x0002))![0].GetUID(DicomTag.ReferencedSOPInstanceUID).Should().NotBeNull();
    }

    private static DicomDataset Header(string name)
    {
        using DicomFile file = DicomFile.Open(Testing.Corpus.File(name).Path);
        return file.Header;
    }
}
