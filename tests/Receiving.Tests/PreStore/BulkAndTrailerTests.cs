using System.Security.Cryptography;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>Handlers' streams over the bulk and edits behind it, while the instance arrives and when it is whole.</summary>
public sealed class BulkAndTrailerTests
{
    private static readonly DicomTag Signatures = DicomTag.DigitalSignaturesSequence;
    private readonly Synthetic _synthetic = new();

    public static TheoryData<string, int> Arrivals() => new MatrixTheoryData<string, int>(
        [DicomUIDs.ImplicitVRLittleEndian, DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ExplicitVRBigEndian, DicomUIDs.DeflatedExplicitVRLittleEndian, DicomUIDs.JPEGBaseline8Bit],
        [33, 32 * 1024]);

    [Theory]
    [MemberData(nameof(Arrivals))]
    public async Task The_elements_after_the_bulk_can_be_edited_as_they_arrive(string transferSyntax, int fragmentBytes)
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.EditTrailer(trailer => trailer.Remove(Signatures)))) { FragmentBytes = fragmentBytes };
        var instance = _synthetic.WithIdentityInTrailer(transferSyntax);
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        using var file = DicomFile.Open(new MemoryStream(await server.ObjectAsync(instance)));
        file.ReadTrailer().Select(element => element.Tag).Should().Equal(DicomTag.DataSetTrailingPadding);
        (await BulkSHAsync(server, instance)).Should().Be(BulkSHA(instance.FileToArray()));
        var row = await server.RowAsync(instance);
        row.Handlers.Single().Changed.Should().Equal(Signatures.ToString());
        row.IsModified.Should().BeTrue();
    }

    [Theory]
    [InlineData(DicomUIDs.ExplicitVRLittleEndian)]
    [InlineData(DicomUIDs.JPEGBaseline8Bit)]
    public async Task A_trailer_that_is_only_looked_at_changes_no_byte(string transferSyntax)
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.EditTrailer(_ => { })));
        var instance = _synthetic.WithIdentityInTrailer(transferSyntax);
        // Reserved bytes of the bulk's header that are not zero, as some devices write them (PS3.5 §7.1.2).
        ReadOnlySpan<byte> pixelData = [0xE0, 0x7F, 0x10, 0x00];
        instance.Prefix[instance.Prefix.AsSpan().LastIndexOf(pixelData) + 6] = 1;
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        HandledReceiver.DataSetOf(await server.ObjectAsync(instance)).Should().Equal(instance.DataSetToArray());
        (await server.RowAsync(instance)).IsModified.Should().BeFalse();
    }

    [Fact]
    public async Task A_deflated_data_set_whose_trailer_is_looked_at_is_deflated_anew_and_the_row_says_so()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.EditTrailer(_ => { })));
        var instance = _synthetic.WithIdentityInTrailer(DicomUIDs.DeflatedExplicitVRLittleEndian);
        (await server.StoreAsync(instance)).Status.Should().Be(0);
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        (await BulkSHAsync(server, instance)).Should().Be(BulkSHA(instance.FileToArray()));
        (await server.RowAsync(instance)).IsModified.Should().BeTrue("else its bytes would be compared with those of a duplicate");
    }

    [Fact]
    public async Task Without_a_bulk_there_is_an_empty_trailer()
    {
        var seen = -1;
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.EditTrailer(trailer => seen = trailer.Count)));
        var instance = _synthetic.RTStruct(1, 1);
        (await server.StoreAsync(instance)).Status.Should().Be(0);
        seen.Should().Be(0);
        HandledReceiver.DataSetOf(await server.ObjectAsync(instance)).Should().Equal(instance.DataSetToArray());
    }

    [Fact]
    public async Task A_handler_that_fails_on_the_trailer_refuses_the_instance_and_nothing_is_stored()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(
            instance => instance.EditTrailer(_ => throw new InvalidOperationException("SECRET"))).With(Plugins.Pipeline.FailureAction.Quarantine));
        var instance = _synthetic.WithIdentityInTrailer();

        (await server.StoreAsync(instance)).Should().Be(((ushort)0xA700, "Plugin handler acting failed"));

        server.Receiver.Objects().Should().BeEmpty();
        var row = await server.RowAsync(instance);
        row.ObjectKey.Should().BeNull();
        row.Deliveries.Single().Should().Be(new Delivery("default", DeliveryState.Failed, "Refused with A700H: Plugin handler acting failed"));
        row.Handlers.Single().Should().BeEquivalentTo(new { HasFailed = true, Result = "Threw", Reason = "acting threw InvalidOperationException" });
    }

    [Theory]
    [MemberData(nameof(Arrivals))]
    public async Task A_stream_over_the_bulk_changes_it_as_it_arrives(string transferSyntax, int fragmentBytes)
    {
        // An empty offset table and the header of the one fragment stay as they are.
        var items = transferSyntax == DicomUIDs.JPEGBaseline8Bit ? 16 : 0;
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Bulk!.Transform(value => new Inverting(value, items)))) { FragmentBytes = fragmentBytes };
        var instance = _synthetic.WithIdentityInTrailer(transferSyntax);
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        var received = ValueOf(instance.FileToArray());
        ValueOf(await server.ObjectAsync(instance)).Should().Equal([.. received[..items], .. received[items..].Select(pixel => (byte)~pixel)]);
        (await server.RowAsync(instance)).Handlers.Single().Changed.Should().Equal("(7FE0,0010)");
    }

    [Fact]
    public async Task A_stream_that_damages_fragments_fails_the_instance()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Bulk!.Transform(value => new Inverting(value, 0))));
        var instance = _synthetic.CT(DicomUIDs.JPEGBaseline8Bit);
        (await server.StoreAsync(instance)).Should().Be(((ushort)0xA700, "A plugin handler's stream gave no whole fragments"));
        server.Receiver.Objects().Should().BeEmpty();
    }

    [Fact]
    public async Task A_bulk_can_be_replaced_by_one_of_another_length()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Bulk!.Replace(new MemoryStream([1, 2, 3, 4]), 4)));
        var instance = _synthetic.WithIdentityInTrailer();
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        var stored = await server.ObjectAsync(instance);
        ValueOf(stored).Should().Equal(1, 2, 3, 4);
        using var file = DicomFile.Open(new MemoryStream(stored));
        file.ReadTrailer().Contains(Signatures).Should().BeTrue();
    }

    [Fact]
    public async Task A_bulk_can_be_left_out()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Bulk!.Remove()));
        var instance = _synthetic.WithIdentityInTrailer();
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        using var file = DicomFile.Open(new MemoryStream(await server.ObjectAsync(instance)));
        file.Bulk.Should().BeNull();
        file.Header.Contains(Signatures).Should().BeTrue();
        (await server.RowAsync(instance)).Handlers.Single().Changed.Should().Equal("(7FE0,0010)");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public async Task A_stream_of_another_length_than_it_announced_fails_the_instance(int length)
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Bulk!.Replace(new MemoryStream(new byte[length]), 4)));
        var instance = _synthetic.MR();
        (await server.StoreAsync(instance)).Should().Be(((ushort)0xA700, $"A plugin handler gave {length} bytes of bulk, not 4"));
        server.Receiver.Objects().Should().BeEmpty();
        (await server.RowAsync(instance)).Deliveries.Single().State.Should().Be(DeliveryState.Failed);
    }

    [Fact]
    public async Task A_stream_that_reads_without_awaiting_is_told_so_in_the_ledger()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Bulk!.Transform(value => new BufferedSynchronously(value))));
        var instance = _synthetic.MR();
        (await server.StoreAsync(instance)).Status.Should().Be(0xA700);
        (await server.RowAsync(instance)).Deliveries.Single().Reason.Should().Contain("NotSupportedException");
    }

    [Fact]
    public async Task What_the_data_set_does_wrong_keeps_its_own_status_through_a_handlers_stream()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Bulk!.Transform(value => new Inverting(value))));
        var instance = _synthetic.MR();
        var modality = server.Receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        (await modality.StoreAsync(instance.SOPClassUID, instance.SOPInstanceUID, instance.DataSetToArray()[..^100])).Status.Should().Be(0xC000);
        server.Receiver.Objects().Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Arrivals))]
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

        seen.Should().Be(BulkSHA(instance.FileToArray()));
        var stored = await server.ObjectAsync(instance);
        using var file = DicomFile.Open(new MemoryStream(stored));
        file.TransferSyntax.UID.Should().Be(transferSyntax);
        file.ReadTrailer().Select(element => element.Tag).Should().Equal(DicomTag.DataSetTrailingPadding);
        BulkSHA(stored).Should().Be(seen);
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

    private static async Task<string> BulkSHAsync(HandledReceiver server, SyntheticInstance instance) => BulkSHA(await server.ObjectAsync(instance));

    private static string BulkSHA(byte[] file) => Convert.ToHexString(SHA256.HashData(ValueOf(file)));

    /// <summary>The value of the bulk, without the delimiter of an undefined length.</summary>
    private static byte[] ValueOf(byte[] bytes)
    {
        using var file = DicomFile.Open(new MemoryStream(bytes));
        file.ReadTrailer();
        var bulk = file.Bulk!.Value;
        var dataSet = file.SeekDataSet();
        if (file.TransferSyntax.IsDeflated)
            dataSet = new System.IO.Compression.DeflateStream(dataSet, System.IO.Compression.CompressionMode.Decompress);
        using var whole = new MemoryStream();
        dataSet.CopyTo(whole);
        var end = (int)(bulk.Offset + bulk.TotalLength) - (bulk.HasUndefinedLength ? 8 : 0);
        return whole.ToArray()[((int)bulk.Offset + bulk.HeaderLength)..end];
    }

    /// <summary>Inverts what it reads, but the first bytes.</summary>
    private sealed class Inverting(Stream inner, int untouched = 0) : ForwardStream
    {
        private int _untouched = untouched;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            var skipped = Math.Min(_untouched, read);
            _untouched -= skipped;
            foreach (ref var one in buffer.Span[skipped..read])
                one = (byte)~one;
            return read;
        }
    }

    private sealed class BufferedSynchronously(Stream inner) : ForwardStream
    {
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
    }
}
