using StoreScp.Dicom;
using StoreScp.Plugins.Testing;
using StoreScp.PluginTesting.Tests.Handlers;
using StoreScp.Testing;

namespace StoreScp.PluginTesting.Tests.Instances;

public sealed class InstanceFromFileTests
{
    [Theory]
    [InlineData(Synthetic.ImplicitVRLittleEndian)]
    [InlineData(Synthetic.ExplicitVRLittleEndian)]
    [InlineData(Synthetic.ExplicitVRBigEndian)]
    [InlineData(DicomUIDs.JPEG2000Lossless)]
    public async Task What_a_handler_leaves_alone_is_the_file_s_data_set_byte_for_byte(string syntax)
    {
        var synthetic = new Synthetic().WithIdentityInTrailer(syntax);
        await using var plugin = await DelegateHandler.EditingAsync(_ => { });

        var result = await plugin.RunAsync(TestInstance.FromPart10(synthetic.FileToArray()));

        DataSetOf(result.ToPart10()).Should().Equal(synthetic.DataSetToArray());
    }

    [Fact]
    public async Task A_deflated_file_is_seen_inflated()
    {
        var deflated = TestInstance.FromPart10(new Synthetic().CT(Synthetic.DeflatedExplicitVRLittleEndian).FileToArray());
        await using var plugin = await DelegateHandler.EditingAsync(_ => { });

        var result = await plugin.RunAsync(deflated);

        result.Bulk!.Bytes.Should().Be(512 * 512 * 2);
        using var file = DicomFile.Open(new MemoryStream(result.ToPart10()));
        file.TransferSyntax.Should().Be(DicomTransferSyntax.ExplicitVRLittleEndian);
        file.ReadTrailer().Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_may_be_edited_before_the_run()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "instance.dcm");
        new Synthetic().CT().WriteFile(path);
        await using var plugin = await DelegateHandler.EditingAsync(_ => { });

        var result = await plugin.RunAsync(TestInstance.FromFile(path).With(DicomTag.PatientID, "EDITED").WithoutBulk());

        result.Header[DicomTag.PatientID].Should().Be("EDITED");
        result.Bulk.Should().BeNull();
    }

    [Fact]
    public void A_file_keeps_its_transfer_syntax() =>
        FluentActions.Invoking(() => TestInstance.FromPart10(new Synthetic().CT().FileToArray()).InTransferSyntax(DicomTransferSyntax.ImplicitVRLittleEndian))
            .Should().Throw<InvalidOperationException>();

    private static byte[] DataSetOf(byte[] part10)
    {
        using var file = DicomFile.Open(new MemoryStream(part10));
        return part10[(int)file.DataSetPosition..];
    }
}
