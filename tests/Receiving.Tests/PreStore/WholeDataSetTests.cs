using System.Security.Cryptography;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>Handlers that want all of the instance before they see any of it, and what those that do not cannot have.</summary>
public sealed class WholeDataSetTests
{
    private static readonly DicomTag Signatures = DicomTag.DigitalSignaturesSequence;
    private readonly Synthetic _synthetic = new();

    [Theory]
    [MemberData(nameof(StoredBulk.Arrivals), MemberType = typeof(StoredBulk))]
    public async Task A_whole_data_set_handler_reads_bulk_and_trailer_and_may_edit_both(string transferSyntax, int fragmentBytes)
    {
        var seen = "";
        await using var server = new HandledReceiver(ActingHandler.Edit(instance =>
        {
            instance.IsWhole.Should().BeTrue();
            using (var value = instance.Bulk!.OpenRead())
                seen = Convert.ToHexString(SHA256.HashData(value));
            instance.EditTrailer(trailer => trailer.Remove(Signatures));
        }).Whole())
        { FragmentBytes = fragmentBytes };
        var instance = _synthetic.WithIdentityInTrailer(transferSyntax);
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        seen.Should().Be(StoredBulk.SHA256(instance.FileToArray()));
        var stored = await server.ObjectAsync(instance);
        using var file = DicomFile.Open(new MemoryStream(stored));
        file.TransferSyntax.UID.Should().Be(transferSyntax);
        file.ReadTrailer().Select(element => element.Tag).Should().Equal(DicomTag.DataSetTrailingPadding);
        StoredBulk.SHA256(stored).Should().Be(seen);
    }

    [Fact]
    public async Task A_large_whole_data_set_is_kept_in_a_file_that_is_gone_afterwards()
    {
        var files = 0;
        HandledReceiver server = null!;
        server = new HandledReceiver(ActingHandler.Edit(_ => files = server.Receiver.Scratch.GetFiles().Length).Whole());
        await using (server)
        {
            var instance = _synthetic.MultiFrame(20);
            (await server.StoreAsync(instance)).Status.Should().Be(0);
            files.Should().Be(1);
            server.Receiver.Scratch.GetFiles().Should().BeEmpty();
            HandledReceiver.DataSetOf(await server.ObjectAsync(instance)).AsSpan().SequenceEqual(instance.DataSetToArray()).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(DicomUIDs.ExplicitVRLittleEndian)]
    [InlineData(DicomUIDs.DeflatedExplicitVRLittleEndian)]
    [InlineData(DicomUIDs.JPEGBaseline8Bit)]
    public async Task A_handler_takes_and_gives_the_instance_as_a_file(string transferSyntax)
    {
        await using var server = new HandledReceiver(new ActingHandler(async (instance, cancellation) =>
        {
            using var part10 = instance.OpenAsPart10();
            using var copy = new MemoryStream();
            await part10.CopyToAsync(copy, cancellation);
            var bytes = copy.ToArray();
            // A toolkit of the vendor's own would do more.
            bytes.AsSpan().IndexOf("TRAILER^NAME"u8).Should().BePositive();
            "CHANGED^NAME"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("TRAILER^NAME"u8)));
            await instance.ReplaceFromPart10Async(new MemoryStream(bytes), cancellation);
            return PreStoreResult.Continue;
        }).Whole());
        var instance = _synthetic.WithIdentityInTrailer(transferSyntax);
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        using var file = DicomFile.Open(new MemoryStream(await server.ObjectAsync(instance)));
        file.ReadTrailer().GetSequence(Signatures)!.Single()[DicomTag.PatientName].Should().Be("CHANGED^NAME");
        (await server.RowAsync(instance)).IsModified.Should().BeTrue();
    }

    [Fact]
    public async Task Header_handlers_cannot_read_the_bulk_nor_take_a_file()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance =>
        {
            instance.Invoking(one => one.Bulk!.OpenRead()).Should().Throw<InvalidOperationException>().WithMessage("*WholeDataSet*");
            instance.Invoking(one => one.OpenAsPart10()).Should().Throw<InvalidOperationException>().WithMessage("*WholeDataSet*");
        }));
        (await server.StoreAsync(_synthetic.MR())).Status.Should().Be(0);
    }

    [Fact]
    public async Task Waveforms_belong_to_the_header_of_handlers()
    {
        var instance = _synthetic.Image(DicomUIDs.TwelveLeadECGWaveformStorage, "ECG", Synthetic.ExplicitVRLittleEndian, 8, 8, 8, 1);
        var data = DicomDataset.Parse(instance.DataSetToArray(), DicomTransferSyntax.ExplicitVRLittleEndian);
        data.Remove(DicomTag.PixelData);
        data.Set(DicomTag.WaveformSequence, new DicomDataset { { DicomTag.MultiplexGroupLabel, "LABEL" } });
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        data.WriteTo(bytes);
        await using var server = new HandledReceiver(ActingHandler.Edit(one => one.Header.GetSequence(DicomTag.WaveformSequence)![0][DicomTag.MultiplexGroupLabel] = "EDITED"));

        (await server.StoreAsync(instance with { Prefix = bytes.WrittenSpan.ToArray(), BulkLength = 0, Suffix = [] })).Status.Should().Be(0);

        var stored = HandledReceiver.DataSetOf(await server.ObjectAsync(instance));
        DicomDataset.Parse(stored, DicomTransferSyntax.ExplicitVRLittleEndian).GetSequence(DicomTag.WaveformSequence)![0][DicomTag.MultiplexGroupLabel].Should().Be("EDITED");
    }
}
