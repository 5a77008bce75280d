using Microsoft.Extensions.Time.Testing;
using StoreScp.Dicom;
using StoreScp.Receiving.Headers;
using StoreScp.Receiving.Memory;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests;

public sealed class CStoreScpTests
{
    private const ushort Success = 0x0000;
    private readonly Synthetic _synthetic = new();

    private static async Task<Modality> AssociateAsync(Receiver receiver, SyntheticInstance instance)
    {
        var modality = receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        return modality;
    }

    private static async Task<(ushort Status, string? Comment)> StoreAsync(Receiver receiver, SyntheticInstance instance)
    {
        var modality = await AssociateAsync(receiver, instance);
        var response = await modality.StoreAsync(instance);
        await modality.ReleaseAsync();
        await receiver.AllEndedAsync();
        return response;
    }

    private static byte[] DataSetOf(InstanceRow row, Receiver receiver) =>
        receiver.Objects()[row.ObjectKey!.Value.Value][(int)(row.Bytes - row.ContentLength)..];

    [Fact]
    public async Task Success_is_sent_only_after_the_object_and_the_row_are_durable()
    {
        await using var receiver = new Receiver();
        (await StoreAsync(receiver, _synthetic.MR())).Status.Should().Be(Success);
        receiver.Journal.Events.Should().Equal("object durable", "row durable", "answered 0000H");
    }

    public static TheoryData<string> TransferSyntaxes() => new(
        DicomUIDs.ImplicitVRLittleEndian, DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ExplicitVRBigEndian,
        DicomUIDs.DeflatedExplicitVRLittleEndian, DicomUIDs.JPEGBaseline8Bit, DicomUIDs.JPEG2000Lossless, DicomUIDs.RLELossless);

    [Theory]
    [MemberData(nameof(TransferSyntaxes))]
    public async Task The_data_set_is_stored_byte_for_byte_in_the_transfer_syntax_it_came_in(string transferSyntax)
    {
        await using var receiver = new Receiver();
        var instance = _synthetic.CT(transferSyntax);
        (await StoreAsync(receiver, instance)).Status.Should().Be(Success);

        var row = (await receiver.RowsAsync(instance.SOPInstanceUID)).Single();
        row.Stored.TransferSyntaxUID.Should().Be(transferSyntax);
        DataSetOf(row, receiver).AsSpan().SequenceEqual(instance.DataSetToArray()).Should().BeTrue();
    }

    [Fact]
    public async Task The_row_says_what_was_received_from_whom()
    {
        await using var receiver = new Receiver();
        var instance = _synthetic.MR();
        await StoreAsync(receiver, instance);

        var row = (await receiver.RowsAsync(instance.SOPInstanceUID)).Single();
        row.Received.Should().Be(new InstanceIdentity
        {
            SOPClassUID = instance.SOPClassUID,
            SOPInstanceUID = instance.SOPInstanceUID,
            StudyInstanceUID = instance.StudyInstanceUID,
            SeriesInstanceUID = instance.SeriesInstanceUID,
            AccessionNumber = "ACC0001",
            TransferSyntaxUID = instance.TransferSyntaxUID,
        });
        row.Stored.Should().Be(row.Received);
        row.Should().BeEquivalentTo(new
        {
            CallingAETitle = "MODALITY",
            CalledAETitle = "STORESCP",
            PeerAddress = "127.0.0.1:40000",
            AssociationId = "a1",
            ImplementationClassUID = "1.2.3",
            ImplementationVersionName = "TEST_1",
            ContentLength = instance.DataSetLength,
            DifferentContent = false,
            Deliveries = new[] { new { Route = "default", State = DeliveryState.Stored } },
        });
    }

    [Fact]
    public async Task The_object_is_a_Part_10_file_that_names_its_origin()
    {
        await using var receiver = new Receiver();
        var instance = _synthetic.MR();
        await StoreAsync(receiver, instance);

        using var file = DicomFile.Open(new MemoryStream(receiver.Objects().Values.Single()));
        file.HasPreamble.Should().BeTrue();
        file.Meta.Should().BeEquivalentTo(new
        {
            MediaStorageSOPClassUID = instance.SOPClassUID,
            MediaStorageSOPInstanceUID = instance.SOPInstanceUID,
            instance.TransferSyntaxUID,
            ImplementationClassUID = Implementation.ClassUID,
            ImplementationVersionName = Implementation.VersionName,
            SourceApplicationEntityTitle = "MODALITY",
            SendingApplicationEntityTitle = "MODALITY",
            ReceivingApplicationEntityTitle = "STORESCP",
            SendingPresentationAddress = "dicom://127.0.0.1:40000",
            ReceivingPresentationAddress = "dicom://127.0.0.1:11112",
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16_372)]
    [InlineData(131_066)]
    public async Task The_fragment_size_makes_no_difference(int fragmentBytes)
    {
        await using var receiver = new Receiver();
        var instance = _synthetic.Image(DicomUIDs.CTImageStorage, "CT", DicomUIDs.ExplicitVRLittleEndian, (ushort)(fragmentBytes < 100 ? 16 : 512), 64, 16, 1);
        var modality = await AssociateAsync(receiver, instance);
        modality.FragmentBytes = fragmentBytes;
        (await modality.StoreAsync(instance)).Status.Should().Be(Success);
        await modality.ReleaseAsync();

        DataSetOf((await receiver.RowsAsync(instance.SOPInstanceUID)).Single(), receiver).Should().Equal(instance.DataSetToArray());
    }

    public static TheoryData<string> LargeHeaders() => new("private block of 1 MiB", "RTSTRUCT", "Enhanced MR", "identity behind the pixels");

    [Theory]
    [MemberData(nameof(LargeHeaders))]
    public async Task A_header_larger_than_memory_for_it_is_stored_like_any_other(string kind)
    {
        await using var receiver = new Receiver();
        var instance = kind switch
        {
            "private block of 1 MiB" => _synthetic.WithPrivateBlockFirst(),
            "RTSTRUCT" => _synthetic.RTStruct(),
            "Enhanced MR" => _synthetic.EnhancedMR(),
            _ => _synthetic.WithIdentityInTrailer(),
        };
        (await StoreAsync(receiver, instance)).Status.Should().Be(Success);
        DataSetOf((await receiver.RowsAsync(instance.SOPInstanceUID)).Single(), receiver).AsSpan()
            .SequenceEqual(instance.DataSetToArray()).Should().BeTrue();
        receiver.Scratch.GetFiles().Should().BeEmpty("the header's file is gone");
        receiver.Budget.UsedBytes.Should().Be(0);
    }

    [Fact]
    public async Task A_header_beyond_the_limit_is_refused_with_C000H_and_the_association_lives_on()
    {
        await using var receiver = new Receiver(new ReceivingOptions
        {
            ScratchDirectory = "",
            ReadLimits = new DicomReadLimits { MaximumHeaderBytes = 100_000 },
        });
        var large = _synthetic.WithPrivateBlockFirst();
        var modality = await AssociateAsync(receiver, large);
        var response = await modality.StoreAsync(large);
        response.Status.Should().Be(0xC000);
        response.Comment.Should().Contain("MaximumHeaderBytes");

        (await modality.StoreAsync(_synthetic.CT())).Status.Should().Be(Success);
        await modality.ReleaseAsync();
        receiver.Objects().Should().HaveCount(1);
    }

    [Theory]
    [InlineData(DicomUIDs.ExplicitVRLittleEndian)]
    [InlineData(DicomUIDs.DeflatedExplicitVRLittleEndian)]
    public async Task A_truncated_data_set_is_refused_and_leaves_nothing(string transferSyntax)
    {
        await using var receiver = new Receiver();
        var instance = _synthetic.MR(transferSyntax);
        var modality = await AssociateAsync(receiver, instance);
        var length = transferSyntax == DicomUIDs.DeflatedExplicitVRLittleEndian ? 100 : (int)instance.DataSetLength - 1;
        var response = await modality.StoreAsync(instance.SOPClassUID, instance.SOPInstanceUID, instance.DataSetToArray()[..length]);
        response.Status.Should().Be(0xC000);
        await modality.ReleaseAsync();
        receiver.Objects().Should().BeEmpty();
        (await receiver.RowsAsync(instance.SOPInstanceUID)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_SOP_instance_other_than_the_commands_is_refused_with_A900H()
    {
        await using var receiver = new Receiver();
        var instance = _synthetic.MR();
        var modality = await AssociateAsync(receiver, instance);
        var response = await modality.StoreAsync(instance.SOPClassUID, "1.2.3.4", instance.DataSetToArray());
        response.Should().Be(((ushort)0xA900, "SOPInstanceUID of command and data set differ"));
        receiver.Objects().Should().BeEmpty();
    }

    [Fact]
    public async Task A_large_header_that_the_scratch_directory_cannot_take_is_answered_with_A700H()
    {
        await using var receiver = new Receiver();
        receiver.Options.ScratchDirectory.Should().Be(receiver.Scratch.FullName);
        Directory.Delete(receiver.Options.ScratchDirectory);
        (await StoreAsync(receiver, _synthetic.RTStruct())).Status.Should().Be(0xA700);
        receiver.Failures.Should().BeEmpty("it is no fault of the program");
        receiver.Objects().Should().BeEmpty();
    }

    [Fact]
    public async Task A_deflate_bomb_is_refused_with_C000H_before_it_fills_anything()
    {
        await using var receiver = new Receiver();
        var modality = receiver.Connect();
        await modality.AssociateAsync(DicomUIDs.CTImageStorage, DicomUIDs.DeflatedExplicitVRLittleEndian);
        var response = await modality.StoreAsync(DicomUIDs.CTImageStorage, "1.2.3", Bomb());
        response.Status.Should().Be(0xC000);
        await modality.ReleaseAsync();
        receiver.Objects().Should().BeEmpty();
        receiver.Scratch.GetFiles().Should().BeEmpty();
    }

    /// <summary>A private value of 32 MiB of zeros in 32 KB: within the header's limit, beyond the ratio's.</summary>
    private static byte[] Bomb()
    {
        var packed = new MemoryStream();
        using (var deflate = new System.IO.Compression.DeflateStream(packed, System.IO.Compression.CompressionLevel.SmallestSize))
        {
            deflate.Write([0x09, 0, 0x10, 0x10, (byte)'O', (byte)'B', 0, 0, 0, 0, 0, 2]);
            deflate.Write(new byte[32 << 20]);
        }
        var bytes = packed.ToArray();
        return bytes.Length % 2 == 0 ? bytes : [.. bytes, 0];
    }

    [Fact]
    public async Task A_full_store_is_answered_with_A700H()
    {
        await using var receiver = new Receiver();
        receiver.Store.HasRoom = false;
        (await StoreAsync(receiver, _synthetic.MR())).Status.Should().Be(0xA700);
        receiver.Objects().Should().BeEmpty();
    }

    [Theory]
    [InlineData("create")]
    [InlineData("write")]
    [InlineData("commit")]
    public async Task A_failing_store_is_answered_with_A700H_and_nothing_is_left(string step)
    {
        await using var receiver = new Receiver();
        receiver.Journal.Before = name => Fail(name == step);
        (await StoreAsync(receiver, _synthetic.MR())).Status.Should().Be(0xA700);
        receiver.Objects().Should().BeEmpty();
    }

    [Fact]
    public async Task A_failing_ledger_is_answered_with_A700H()
    {
        await using var receiver = new Receiver();
        receiver.Journal.Before = name => Fail(name == "add");
        var instance = _synthetic.MR();
        (await StoreAsync(receiver, instance)).Status.Should().Be(0xA700);
        (await receiver.RowsAsync(instance.SOPInstanceUID)).Should().BeEmpty();
    }

    private static void Fail(bool now)
    {
        if (now)
            throw new StorageUnavailableException("broken on purpose");
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_leaves_nothing_visible()
    {
        await using var receiver = new Receiver();
        var instance = _synthetic.CT();
        var modality = await AssociateAsync(receiver, instance);
        await modality.SendAsync(instance.SOPClassUID, instance.SOPInstanceUID, instance.DataSetToArray(), lastFragment: false);
        await modality.DropAsync();
        await receiver.AllEndedAsync();
        receiver.Objects().Should().BeEmpty();
        receiver.Budget.UsedBytes.Should().Be(0);
    }

    [Fact]
    public async Task When_the_memory_budget_stays_exhausted_the_instance_is_read_to_its_end_and_answered_with_A700H()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
        await using var receiver = new Receiver(budgetBytes: MemoryBudget.BlockBytes, time: time);
        var instance = _synthetic.CT();
        var modality = await AssociateAsync(receiver, instance);
        var block = receiver.Budget.TryRent()!;

        var storing = modality.StoreAsync(instance);
        while (receiver.Budget.WaiterCount == 0)
            await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(20));
        var response = await storing;
        response.Status.Should().Be(0xA700);
        response.Comment.Should().Contain("MemoryBudgetBytes");

        receiver.Budget.Return(block);
        (await modality.StoreAsync(instance)).Status.Should().Be(Success);
        await modality.ReleaseAsync();
    }
}
