using StoreScp.Dicom;
using StoreScp.Plugins.Testing;
using StoreScp.PluginTesting.Tests.Handlers;

namespace StoreScp.PluginTesting.Tests.Instances;

public sealed class TestInstanceTests
{
    [Fact]
    public void Two_instances_made_alike_are_the_same_bytes() => FileOf(TestInstance.CT()).Should().Equal(FileOf(TestInstance.CT()));

    [Fact]
    public void Numbers_give_UIDs_that_are_valid_and_their_own()
    {
        var uids = new[] { TestInstance.MR(), TestInstance.MR().Numbered(1, 1, 2), TestInstance.MR().Numbered(1, 2, 1), TestInstance.MR().Numbered(2, 1, 1) }
            .Select(instance => Open(instance).Header.GetUID(DicomTag.SOPInstanceUID)!).ToList();

        uids.Should().OnlyHaveUniqueItems().And.OnlyContain(uid => uid.Length <= 64 && uid.StartsWith("2.25.") && uid.All(c => char.IsAsciiDigit(c) || c == '.'));
    }

    [Fact]
    public void What_is_set_on_a_copy_is_not_set_on_the_first()
    {
        var first = TestInstance.CT();
        var other = first.With(DicomTag.PatientID, "OTHER").WithTrailer(trailer => trailer.SetBytes(DicomTag.DataSetTrailingPadding, DicomVR.OB, new byte[2])).On("ELSEWHERE");

        Open(other).Header[DicomTag.PatientID].Should().Be("OTHER");
        Open(first).Header[DicomTag.PatientID].Should().Be("SYN0001");
        first.Association.CallingAETitle.Should().Be("TEST_MODALITY");
    }

    [Fact]
    public void Items_are_as_they_were_when_they_were_given()
    {
        var item = new DicomDataset().Set(DicomTag.CodeValue, "A");
        var instance = TestInstance.CT().WithSequence(DicomTag.ProcedureCodeSequence, item);
        item.Set(DicomTag.CodeValue, "B");

        Open(instance).Header.GetSequence(DicomTag.ProcedureCodeSequence)![0][DicomTag.CodeValue].Should().Be("A");
    }

    [Fact]
    public void Text_of_any_script_is_kept() =>
        Open(TestInstance.CT().With(DicomTag.PatientName, "山田^太郎")).Header[DicomTag.PatientName].Should().Be("山田^太郎");

    [Theory]
    [InlineData(DicomUIDs.ImplicitVRLittleEndian)]
    [InlineData(DicomUIDs.ExplicitVRBigEndian)]
    [InlineData(DicomUIDs.JPEG2000Lossless)]
    public void Every_transfer_syntax_gives_a_file_that_can_be_read_to_its_end(string uid)
    {
        using var file = Open(TestInstance.CT().WithPixels(7, 5, 8, frames: 3).InTransferSyntax(DicomTransferSyntax.FromUID(uid)));

        file.TransferSyntax.UID.Should().Be(uid);
        file.Header.GetInt32(DicomTag.NumberOfFrames).Should().Be(3);
        file.Bulk!.Value.HasUndefinedLength.Should().Be(uid == DicomUIDs.JPEG2000Lossless);
        file.ReadTrailer().Should().BeEmpty();
    }

    [Fact]
    public void An_odd_number_of_bytes_is_padded()
    {
        using var file = Open(TestInstance.CT().WithPixels(7, 5, 8, frames: 3));

        file.Bulk!.Value.ValueLength.Should().Be(106);
    }

    [Fact]
    public void Pixels_of_4_GiB_are_refused() =>
        FluentActions.Invoking(() => TestInstance.CT().WithPixels(65_536, 32_768)).Should().Throw<ArgumentException>().WithMessage("*4 GiB*");

    [Theory]
    [InlineData(17)]
    [InlineData(0)]
    public void Bits_that_no_pixel_has_are_refused(int bits) =>
        FluentActions.Invoking(() => TestInstance.CT().WithPixels(1, 1, bits)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public async Task An_element_behind_the_bulk_does_not_pass_as_header()
    {
        await using var plugin = await DelegateHandler.EditingAsync(_ => { });

        await plugin.Invoking(test => test.RunAsync(TestInstance.CT().With(header => header.SetBytes(DicomTag.DataSetTrailingPadding, DicomVR.OB, new byte[2]))))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*WithTrailer*");
    }

    private static DicomFile Open(TestInstance instance) => DicomFile.Open(new MemoryStream(FileOf(instance)));

    private static byte[] FileOf(TestInstance instance)
    {
        var file = new MemoryStream();
        instance.WriteTo(file);
        return file.ToArray();
    }
}
