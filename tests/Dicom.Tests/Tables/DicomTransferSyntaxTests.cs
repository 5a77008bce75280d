namespace StoreScp.Dicom.Tests.Tables;

public sealed class DicomTransferSyntaxTests
{
    [Theory]
    [InlineData(DicomUIDs.ImplicitVRLittleEndian, false, true, false, false)]
    [InlineData(DicomUIDs.ExplicitVRLittleEndian, true, true, false, false)]
    [InlineData(DicomUIDs.ExplicitVRBigEndian, true, false, false, false)]
    [InlineData(DicomUIDs.DeflatedExplicitVRLittleEndian, true, true, true, false)]
    [InlineData(DicomUIDs.EncapsulatedUncompressedExplicitVRLittleEndian, true, true, false, true)]
    [InlineData(DicomUIDs.JPEGBaseline8Bit, true, true, false, true)]
    [InlineData(DicomUIDs.RLELossless, true, true, false, true)]
    [InlineData(DicomUIDs.HTJ2K, true, true, false, true)]
    [InlineData(DicomUIDs.JPEGXLLossless, true, true, false, true)]
    [InlineData(DicomUIDs.MPEG2MPMLF, true, true, false, true)]
    [InlineData(DicomUIDs.JPIPReferenced, true, true, false, false)]
    [InlineData(DicomUIDs.JPIPReferencedDeflate, true, true, true, false)]
    [InlineData(DicomUIDs.JPIPHTJ2KReferencedDeflate, true, true, true, false)]
    [InlineData(DicomUIDs.DeflatedImageFrameCompression, true, true, false, true)]
    [InlineData(DicomUIDs.Papyrus3ImplicitVRLittleEndian, false, true, false, false)]
    public void Encoding_is_as_part_5_says(string uid, bool isExplicit, bool isLittleEndian, bool isDeflated, bool isEncapsulated)
    {
        var syntax = DicomTransferSyntax.Find(uid)!;
        syntax.UID.Should().Be(uid);
        syntax.IsExplicitVR.Should().Be(isExplicit);
        syntax.IsLittleEndian.Should().Be(isLittleEndian);
        syntax.IsDeflated.Should().Be(isDeflated);
        syntax.IsEncapsulated.Should().Be(isEncapsulated);
        syntax.IsKnown.Should().BeTrue();
    }

    [Fact]
    public void All_transfer_syntaxes_of_the_standard_are_there()
    {
        DicomTransferSyntax.All.Should().HaveCount(63).And.OnlyHaveUniqueItems();
        DicomTransferSyntax.All.Count(syntax => syntax.IsRetired).Should().Be(18);
        DicomTransferSyntax.All.Should().OnlyContain(syntax => syntax.Name.Length > 0 && ReferenceEquals(DicomTransferSyntax.Find(syntax.UID), syntax));
        DicomTransferSyntax.All.Should().OnlyContain(syntax => syntax.Name.Count(c => c == '(') == syntax.Name.Count(c => c == ')'));
        DicomTransferSyntax.ImplicitVRLittleEndian.Should().BeSameAs(DicomTransferSyntax.Find("1.2.840.10008.1.2\0"u8));
    }

    [Fact]
    public void Unknown_syntax_is_taken_for_explicit_vr_little_endian()
    {
        DicomTransferSyntax.Find("1.2.3.4").Should().BeNull();
        var syntax = DicomTransferSyntax.FromUID("1.2.3.4");
        syntax.UID.Should().Be("1.2.3.4");
        syntax.IsKnown.Should().BeFalse();
        (syntax.IsExplicitVR, syntax.IsLittleEndian, syntax.IsDeflated, syntax.IsEncapsulated).Should().Be((true, true, false, true));
        DicomTransferSyntax.FromUID("1.2.840.10008.1.2.5").Should().BeSameAs(DicomTransferSyntax.RLELossless);
    }
}
