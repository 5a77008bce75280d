using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Pipeline;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>What becomes of an instance by a handler's decision, or by its failure.</summary>
public sealed class DecisionTests
{
    private static readonly IdentifierProtection Protection = new("12345678901234567890123456789012"u8);
    private readonly Synthetic _synthetic = new();

    public static TheoryData<string, bool> Arrivals() => new MatrixTheoryData<string, bool>(
        [DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.DeflatedExplicitVRLittleEndian, DicomUIDs.JPEGBaseline8Bit], [false, true]);

    [Theory]
    [MemberData(nameof(Arrivals))]
    public async Task Quarantine_keeps_the_instance_as_it_was_received(string transferSyntax, bool whole)
    {
        var handler = new ActingHandler((instance, _) =>
        {
            instance.Header[DicomTag.PatientID] = "EDITED";
            return new(PreStoreResult.Quarantine("burned-in text"));
        });
        await using var server = new HandledReceiver(whole ? handler.Whole() : handler);
        var instance = _synthetic.CT(transferSyntax);

        (await server.StoreAsync(instance)).Status.Should().Be(0);

        var row = await server.RowAsync(instance);
        row.Deliveries.Single().Should().Be(new Delivery("default", DeliveryState.Quarantined, "burned-in text"));
        row.ObjectKey!.Value.Value.Should().StartWith("quarantine/").And.NotContain(instance.SOPInstanceUID);
        row.IsModified.Should().BeFalse();
        HandledReceiver.DataSetOf(server.ObjectOf(row)).AsSpan().SequenceEqual(instance.DataSetToArray()).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Arrivals))]
    public async Task Discard_answers_Success_and_keeps_only_a_row(string transferSyntax, bool whole)
    {
        var handler = ActingHandler.Answer(PreStoreResult.Discard("localizer"));
        await using var server = new HandledReceiver(whole ? handler.Whole() : handler);
        var instance = _synthetic.CT(transferSyntax);

        (await server.StoreAsync(instance)).Status.Should().Be(0);

        server.Receiver.Objects().Should().BeEmpty();
        var row = await server.RowAsync(instance);
        row.ObjectKey.Should().BeNull();
        row.ContentLength.Should().Be(instance.DataSetLength);
        row.Deliveries.Single().Should().Be(new Delivery("default", DeliveryState.Discarded, "localizer"));
    }

    [Fact]
    public async Task Refuse_answers_with_the_handlers_status_and_keeps_a_row_that_says_why()
    {
        await using var server = new HandledReceiver(ActingHandler.Answer(PreStoreResult.Refuse(0xC123, "no order for it")));
        var instance = _synthetic.MR();

        (await server.StoreAsync(instance)).Should().Be(((ushort)0xC123, "no order for it"));

        server.Receiver.Objects().Should().BeEmpty();
        (await server.RowAsync(instance)).Deliveries.Single().Should().Be(new Delivery("default", DeliveryState.Failed, "Refused with C123H: no order for it"));
    }

    [Fact]
    public async Task The_words_of_a_handler_are_for_the_peer_alone_and_those_about_one_that_failed_for_the_log_too()
    {
        var fails = false;
        await using var server = new HandledReceiver(new ActingHandler((_, _) =>
            fails ? throw new InvalidOperationException() : new(PreStoreResult.Refuse(0xC123, "no order for MUELLER^HANS"))));

        await server.StoreAsync(_synthetic.MR());
        fails = true;
        await server.StoreAsync(_synthetic.MR());

        server.Receiver.Refusals.Select(refusal => refusal.IsCommentPrivate).Should().Equal(true, false);
    }

    [Fact]
    public async Task What_is_refused_again_and_again_is_counted_and_not_repeated()
    {
        await using var server = new HandledReceiver(ActingHandler.Answer(PreStoreResult.Refuse(0xC123, "no order for it")));
        var instance = _synthetic.MR();
        for (var i = 0; i < 3; i++)
            await server.StoreAsync(instance);

        (await server.Receiver.RowsAsync(instance.SOPInstanceUID)).Should().ContainSingle();
        var totals = await server.Receiver.Ledger.CountAsync(default);
        totals.Duplicates.Should().Be(2);
    }

    [Fact]
    public async Task An_instance_that_was_refused_is_stored_when_it_is_sent_again()
    {
        var result = PreStoreResult.Refuse(0xA701, "come back later");
        await using var server = new HandledReceiver(new ActingHandler((_, _) => new(result)));
        var instance = _synthetic.MR();
        await server.StoreAsync(instance);
        result = PreStoreResult.Continue;

        (await server.StoreAsync(instance)).Status.Should().Be(0);

        (await server.Receiver.RowsAsync(instance.SOPInstanceUID)).Select(row => row.Deliveries.Single().State).Should().Equal(DeliveryState.Failed, DeliveryState.Stored);
    }

    [Fact]
    public async Task A_handler_that_throws_refuses_the_instance_and_the_association_goes_on()
    {
        var fails = true;
        await using var server = new HandledReceiver(ActingHandler.Edit(_ =>
        {
            if (fails)
                throw new InvalidOperationException("SECRET^NAME");
        }));
        var instance = _synthetic.MR();
        var modality = server.Receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);

        (await modality.StoreAsync(instance)).Should().Be(((ushort)0xA700, "Plugin handler acting failed"));
        fails = false;
        (await modality.StoreAsync(_synthetic.MR())).Status.Should().Be(0);

        (await server.RowAsync(instance)).Handlers.Single().Should().BeEquivalentTo(new { HasFailed = true, Result = "Threw", Reason = "acting threw InvalidOperationException" });
    }

    [Fact]
    public async Task A_handler_that_fails_may_send_its_instances_to_quarantine_as_they_were_received()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance =>
        {
            instance.Header[DicomTag.PatientID] = "HALF DONE";
            throw new InvalidOperationException();
        }).With(FailureAction.Quarantine));
        var instance = _synthetic.MR();

        (await server.StoreAsync(instance)).Status.Should().Be(0);

        var row = await server.RowAsync(instance);
        row.Deliveries.Single().State.Should().Be(DeliveryState.Quarantined);
        HandledReceiver.DataSetOf(server.ObjectOf(row)).Should().Equal(instance.DataSetToArray());
    }

    [Fact]
    public async Task A_handler_that_is_bypassed_leaves_no_trace_in_the_instance()
    {
        await using var server = new HandledReceiver(
            ActingHandler.Edit(instance =>
            {
                instance.Header[DicomTag.PatientID] = "HALF DONE";
                instance.Bulk!.Remove();
                instance.EditTrailer(_ => throw new InvalidOperationException());
                throw new InvalidOperationException();
            }).With(FailureAction.Bypass).Named("bypassed"),
            ActingHandler.Edit(_ => { }).Named("next"));
        var instance = _synthetic.MR();

        (await server.StoreAsync(instance)).Status.Should().Be(0);

        HandledReceiver.DataSetOf(await server.ObjectAsync(instance)).Should().Equal(instance.DataSetToArray());
        (await server.RowAsync(instance)).Handlers.Select(step => (step.Handler, step.HasFailed)).Should().Equal(("bypassed", true), ("next", false));
    }

    [Fact]
    public async Task A_handler_that_protects_patients_is_never_bypassed()
    {
        var options = new ReceivingOptions { ScratchDirectory = "", IdentifierProtection = Protection };
        await using var server = new HandledReceiver(options, null,
            ActingHandler.Edit(_ => throw new InvalidOperationException()).With(FailureAction.Bypass).Protecting());

        (await server.StoreAsync(_synthetic.MR())).Status.Should().Be(0xA700);

        server.Receiver.Objects().Should().BeEmpty();
    }

    [Fact]
    public async Task UIDs_changed_without_leave_fail_the_instance()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Header[DicomTag.SeriesInstanceUID] = "2.25.1"));
        var instance = _synthetic.MR();
        (await server.StoreAsync(instance)).Status.Should().Be(0xA700);
        (await server.RowAsync(instance)).Handlers.Single().Reason.Should().Be("acting changed SeriesInstanceUID, and its manifest does not declare changesUIDs");
    }

    [Theory]
    [InlineData("1.2.03")]
    [InlineData("patient")]
    [InlineData("1..2")]
    public async Task A_UID_that_is_none_fails_the_instance_of_a_handler_with_leave(string uid)
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(instance => instance.Header[DicomTag.SOPInstanceUID] = uid).ChangingUIDs());
        var instance = _synthetic.MR();
        (await server.StoreAsync(instance)).Status.Should().Be(0xA700);
        (await server.RowAsync(instance)).Handlers.Single().Reason.Should().Be("acting set SOPInstanceUID to what is no UID (PS3.5 9.1)");
    }

    [Theory]
    [InlineData(PreStoreResultKind.Continue)]
    [InlineData(PreStoreResultKind.Quarantine)]
    [InlineData(PreStoreResultKind.Discard)]
    [InlineData(PreStoreResultKind.Refuse)]
    public async Task Where_patients_are_protected_the_ledger_holds_what_was_received_only_as_keyed_hashes(PreStoreResultKind kind)
    {
        var options = new ReceivingOptions { ScratchDirectory = "", IdentifierProtection = Protection };
        await using var server = new HandledReceiver(options, null, new ActingHandler((instance, _) =>
        {
            instance.Header[DicomTag.SOPInstanceUID] = "2.25.1";
            instance.Header[DicomTag.StudyInstanceUID] = "2.25.2";
            instance.Header[DicomTag.SeriesInstanceUID] = "2.25.3";
            instance.Header.Remove(DicomTag.AccessionNumber);
            return new(kind switch
            {
                PreStoreResultKind.Quarantine => PreStoreResult.Quarantine("why"),
                PreStoreResultKind.Discard => PreStoreResult.Discard("why"),
                PreStoreResultKind.Refuse => PreStoreResult.Refuse(0xC000, "why"),
                _ => PreStoreResult.Continue,
            });
        }).ChangingUIDs().Protecting());
        var instance = _synthetic.MR();
        await server.StoreAsync(instance);

        (await server.Receiver.RowsAsync(instance.SOPInstanceUID)).Should().BeEmpty();
        var row = (await server.Receiver.RowsAsync(Protection.Protect(instance.SOPInstanceUID))).Single();
        row.Received.AccessionNumber.Should().Be(Protection.Protect("ACC0001"));
        var everything = Encoding.UTF8.GetString(server.Receiver.LedgerBytes());
        everything.Should().Contain(row.Received.SOPInstanceUID)
            .And.NotContain(instance.SOPInstanceUID).And.NotContain(instance.StudyInstanceUID).And.NotContain(instance.SeriesInstanceUID).And.NotContain("ACC0001");
        server.Receiver.Objects().Keys.Should().NotContain(key => key.Contains(instance.SOPInstanceUID));
    }

    [Fact]
    public async Task Without_a_key_for_the_ledger_no_instance_gets_past_a_handler_that_protects_patients()
    {
        await using var server = new HandledReceiver(ActingHandler.Edit(_ => { }).Protecting());
        (await server.StoreAsync(_synthetic.MR())).Should().Be(((ushort)0xA700, "No key for the identifiers in the ledger"));
        server.Receiver.Objects().Should().BeEmpty();
    }
}
