using StoreScp.Dicom;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>What handlers do to the elements behind the bulk, while they arrive.</summary>
public sealed class TrailerTests
{
    private static readonly DicomTag Signatures = DicomTag.DigitalSignaturesSequence;
    private readonly Synthetic _synthetic = new();

    [Theory]
    [MemberData(nameof(StoredBulk.Arrivals), MemberType = typeof(StoredBulk))]
    public async Task The_elements_after_the_bulk_can_be_edited_as_they_arrive(string transferSyntax, int fragmentBytes)
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.EditTrailer(trailer => trailer.Remove(Signatures)))) { FragmentBytes = fragmentBytes };
        var instance = _synthetic.WithIdentityInTrailer(transferSyntax);
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        using var file = DicomFile.Open(new MemoryStream(await server.ObjectAsync(instance)));
        file.ReadTrailer().Select(element => element.Tag).Should().Equal(DicomTag.DataSetTrailingPadding);
        (await StoredBulk.SHA256Async(server, instance)).Should().Be(StoredBulk.SHA256(instance.FileToArray()));
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

        (await StoredBulk.SHA256Async(server, instance)).Should().Be(StoredBulk.SHA256(instance.FileToArray()));
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
}
