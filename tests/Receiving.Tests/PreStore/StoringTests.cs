using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Receiving.Batching;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>What is stored after handlers, and what the ledger says of it.</summary>
public sealed class StoringTests
{
    private readonly Synthetic _synthetic = new();

    public static TheoryData<string> TransferSyntaxes() => new(
        DicomUIDs.ImplicitVRLittleEndian, DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ExplicitVRBigEndian,
        DicomUIDs.DeflatedExplicitVRLittleEndian, DicomUIDs.JPEGBaseline8Bit);

    [Theory]
    [MemberData(nameof(TransferSyntaxes))]
    public async Task What_no_handler_changes_is_stored_byte_for_byte(string transferSyntax)
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => _ = instance.Header.GetSequence(DicomTag.RequestAttributesSequence)));
        var instance = _synthetic.CT(transferSyntax);

        (await server.StoreAsync(instance)).Status.Should().Be(0);

        HandledReceiver.DataSetOf(await server.ObjectAsync(instance)).AsSpan().SequenceEqual(instance.DataSetToArray()).Should().BeTrue();
        var row = await server.RowAsync(instance);
        row.IsModified.Should().BeFalse();
        row.ContentLength.Should().Be(instance.DataSetLength);
        row.Stored.Should().Be(row.Received);
    }

    [Theory]
    [MemberData(nameof(TransferSyntaxes))]
    public async Task What_a_whole_data_set_handler_leaves_alone_is_stored_byte_for_byte(string transferSyntax)
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(_ => { }).Whole());
        var instance = _synthetic.CT(transferSyntax);

        (await server.StoreAsync(instance)).Status.Should().Be(0);

        HandledReceiver.DataSetOf(await server.ObjectAsync(instance)).AsSpan().SequenceEqual(instance.DataSetToArray()).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(TransferSyntaxes))]
    public async Task An_edited_header_is_stored_and_the_rest_is_as_it_came(string transferSyntax)
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Header[DicomTag.PatientID] = "COERCED"));
        var instance = _synthetic.CT(transferSyntax);

        (await server.StoreAsync(instance)).Status.Should().Be(0);

        using var file = DicomFile.Open(new MemoryStream(await server.ObjectAsync(instance)));
        file.TransferSyntax.UID.Should().Be(transferSyntax);
        file.Header[DicomTag.PatientID].Should().Be("COERCED");
        file.Header[DicomTag.PatientName].Should().NotBeNull();
        file.ReadTrailer();
        PixelsOf(await server.ObjectAsync(instance)).AsSpan().SequenceEqual(PixelsOf(instance.FileToArray())).Should().BeTrue();
        var row = await server.RowAsync(instance);
        row.IsModified.Should().BeTrue();
        row.ContentLength.Should().Be(instance.DataSetLength);
        row.Bytes.Should().Be((await server.ObjectAsync(instance)).Length);
    }

    [Fact]
    public async Task The_ledger_tells_which_handler_changed_which_elements()
    {
        await using var server = new HandledReceiver(
            ActingHandler.Edit(instance => instance.Header[DicomTag.PatientID] = "COERCED").Named("first"),
            ActingHandler.Edit(_ => { }).Named("second"));
        var instance = _synthetic.MR();
        await server.StoreAsync(instance);

        (await server.RowAsync(instance)).Handlers.Should().BeEquivalentTo(
        [
            new { Handler = "first", Plugin = "Test.Acting", Version = "1.2.3", Result = "Continue", Reason = (string?)null, HasFailed = false, ElapsedMicroseconds = 1000L, Changed = new[] { "(0010,0020)" } },
            new { Handler = "second", Plugin = "Test.Acting", Version = "1.2.3", Result = "Continue", Reason = (string?)null, HasFailed = false, ElapsedMicroseconds = 1000L, Changed = Array.Empty<string>() },
        ]);
    }

    [Fact]
    public async Task What_was_changed_is_kept_in_Original_Attributes()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Header[DicomTag.PatientID] = "COERCED"));
        var instance = _synthetic.MR();
        await server.StoreAsync(instance);

        using var file = DicomFile.Open(new MemoryStream(await server.ObjectAsync(instance)));
        var original = file.Header.GetSequence(DicomTag.OriginalAttributesSequence)!.Single();
        original[DicomTag.ModifyingSystem].Should().Be("StoreSCP Test.Acting 1.2.3");
        original[DicomTag.ReasonForTheAttributeModification].Should().Be("COERCE");
        original[DicomTag.SourceOfPreviousValues].Should().Be("MODALITY");
        original.GetDateTime(DicomTag.AttributeModificationDateTime).Should().NotBeNull();
        var before = DicomFile.Open(new MemoryStream(instance.FileToArray())).Header[DicomTag.PatientID];
        original.GetSequence(DicomTag.ModifiedAttributesSequence)!.Single().Select(element => (element.Tag, Text: file.Header.CharacterSet.Decode(element.Value.Span, element.VR).Trim()))
            .Should().Equal((DicomTag.PatientID, before!));
    }

    [Fact]
    public async Task After_a_handler_that_protects_patients_no_original_value_is_written()
    {
        const string Key = "12345678901234567890123456789012";
        var options = new ReceivingOptions { ScratchDirectory = "", IdentifierProtection = new IdentifierProtection(System.Text.Encoding.ASCII.GetBytes(Key)) };
        await using var server = new HandledReceiver(options, null,
            ActingHandler.Edit(instance => instance.Header[DicomTag.PatientName] = "DEIDENTIFIED").Protecting(),
            ActingHandler.Edit(instance => instance.Header[DicomTag.PatientName] = "COERCED^AFTER"));
        var instance = _synthetic.MR();
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        var (_, bytes) = server.Receiver.Objects().Single();
        using var file = DicomFile.Open(new MemoryStream(bytes));
        file.Header[DicomTag.PatientName].Should().Be("COERCED^AFTER");
        file.Header.Contains(DicomTag.OriginalAttributesSequence).Should().BeFalse();
    }

    [Fact]
    public async Task An_instance_with_new_UIDs_is_stored_under_them_and_recorded_under_both()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance =>
        {
            instance.Header[DicomTag.SOPInstanceUID] = "2.25.77";
            instance.Header[DicomTag.StudyInstanceUID] = "2.25.88";
        }).ChangingUIDs());
        var instance = _synthetic.MR();
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        var row = await server.RowAsync(instance);
        row.Received.SOPInstanceUID.Should().Be(instance.SOPInstanceUID);
        row.Stored.SOPInstanceUID.Should().Be("2.25.77");
        row.Stored.StudyInstanceUID.Should().Be("2.25.88");
        row.ObjectKey!.Value.Value.Should().StartWith("2.25.88/2.25.77");
        using var file = DicomFile.Open(new MemoryStream(server.ObjectOf(row)));
        file.Meta!.MediaStorageSOPInstanceUID.Should().Be("2.25.77");
    }

    [Fact]
    public async Task An_instance_with_a_new_study_goes_into_the_batch_of_that_study()
    {
        await using var server = new HandledReceiver(null, new BatchOptions { DatastoreId = new string('a', 32) },
            ActingHandler.Edit(instance => instance.Header[DicomTag.StudyInstanceUID] = "2.25.88").ChangingUIDs());
        await server.Receiver.Lease.RenewAsync(default);
        var instance = _synthetic.MR();
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        var batch = (await server.RowAsync(instance)).Deliveries.Single().Batch!.Value;
        (await server.Receiver.BatchLedger.FindBatchAsync(batch, default))!.StudyInstanceUID.Should().Be("2.25.88");
    }

    [Fact]
    public async Task A_handler_may_mend_a_UID_that_would_be_refused()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Header[DicomTag.StudyInstanceUID] = "2.25.88").ChangingUIDs());
        _synthetic.StudyInstanceUID = "1.2.BAD";
        var instance = _synthetic.MR();

        (await server.StoreAsync(instance)).Status.Should().Be(0);

        (await server.RowAsync(instance)).Stored.StudyInstanceUID.Should().Be("2.25.88");
    }

    [Fact]
    public async Task A_second_receipt_of_what_a_handler_changes_is_a_duplicate()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Header[DicomTag.PatientID] = "COERCED"));
        var instance = _synthetic.MR();
        await server.StoreAsync(instance);
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        (await server.Receiver.RowsAsync(instance.SOPInstanceUID)).Should().ContainSingle();
        server.Receiver.Objects().Should().ContainSingle();
    }

    [Fact]
    public async Task A_large_header_is_edited_too()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Header[DicomTag.PatientID] = "COERCED"));
        var instance = _synthetic.RTStruct(regions: 4, contoursPerRegion: 100);
        (await server.StoreAsync(instance)).Status.Should().Be(0);

        using var file = DicomFile.Open(new MemoryStream(await server.ObjectAsync(instance)));
        file.Header[DicomTag.PatientID].Should().Be("COERCED");
        file.Header.GetSequence(DicomTag.ROIContourSequence)!.Count.Should().Be(4);
        server.Receiver.Scratch.GetFiles().Should().BeEmpty();
    }

    private static byte[] PixelsOf(byte[] bytes)
    {
        using var file = DicomFile.Open(new MemoryStream(bytes));
        var bulk = file.Bulk!.Value;
        var dataSet = file.SeekDataSet();
        if (file.TransferSyntax.IsDeflated)
            dataSet = new System.IO.Compression.DeflateStream(dataSet, System.IO.Compression.CompressionMode.Decompress);
        using var whole = new MemoryStream();
        dataSet.CopyTo(whole);
        return whole.ToArray()[(int)bulk.Offset..];
    }
}
