using StoreScp.Dicom;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>Handlers' streams over the bulk, while it arrives.</summary>
public sealed class BulkStreamTests
{
    private static readonly DicomTag Signatures = DicomTag.DigitalSignaturesSequence;
    private readonly Synthetic _synthetic = new();

    [Theory]
    [MemberData(nameof(StoredBulk.Arrivals), MemberType = typeof(StoredBulk))]
    public async Task A_stream_over_the_bulk_changes_it_as_it_arrives(string transferSyntax, int fragmentBytes)
    {
        // An empty offset table and the header of the one fragment stay as they are.
        var items = transferSyntax == DicomUIDs.JPEGBaseline8Bit ? 16 : 0;
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Bulk!.Transform(value => new Inverting(value, items)))) { FragmentBytes = fragmentBytes };
        var instance = _synthetic.WithIdentityInTrailer(transferSyntax);
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        var received = StoredBulk.ValueOf(instance.FileToArray());
        StoredBulk.ValueOf(await server.ObjectAsync(instance)).Should().Equal([.. received[..items], .. received[items..].Select(pixel => (byte)~pixel)]);
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
        StoredBulk.ValueOf(stored).Should().Equal(1, 2, 3, 4);
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
