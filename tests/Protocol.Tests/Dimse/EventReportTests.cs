using Microsoft.Extensions.Time.Testing;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Dimse;

public sealed class EventReportTests
{
    private static readonly byte[] DataSet = Wire.SomeBytes(40_000);

    [Fact]
    public async Task An_idle_association_wakes_up_for_a_report_and_hears_its_answer()
    {
        var acceptor = await RequestedAsync();

        var reporting = acceptor.Events!.ReportAsync(Commitment.Report, DataSet, default);
        var request = await ReceiveReportAsync(acceptor);
        await acceptor.Peer.SendAsync(Commitment.ReportRSP(request.MessageID));

        (await reporting).Should().Be(DimseStatus.Success);
        request.Should().Match<DimseCommand>(command =>
            command.EventTypeID == 1
            && command.AffectedSOPClassUID == DicomUIDs.StorageCommitmentPushModel
            && command.AffectedSOPInstanceUID == DicomUIDs.StorageCommitmentPushModelInstance);
    }

    [Fact]
    public async Task Each_report_has_a_message_ID_of_its_own()
    {
        var acceptor = await RequestedAsync();

        for (ushort messageID = 1; messageID <= 3; messageID++)
        {
            var reporting = acceptor.Events!.ReportAsync(Commitment.Report, DataSet, default);
            (await ReceiveReportAsync(acceptor)).MessageID.Should().Be(messageID);
            await acceptor.Peer.SendAsync(Commitment.ReportRSP(messageID, status: 0x0110));
            (await reporting).Should().Be(DimseStatus.ProcessingFailure);
        }
    }

    [Fact]
    public async Task A_report_waits_for_the_message_in_hand_and_the_answer_may_come_after_further_messages()
    {
        var acceptor = await RequestedAsync();
        var store = Wire.StoreRQ(Wire.SomeBytes(1000), messageID: 9);
        await acceptor.Peer.SendAsync(store[..500]);

        var reporting = acceptor.Events!.ReportAsync(Commitment.Report, DataSet, default);
        await acceptor.Peer.SendAsync(store[500..]);

        // The half message may have begun before or after the report asked for its turn; never is one inside the other.
        var first = await acceptor.Peer.ReceiveCommandAsync();
        if (first.CommandField == CommandField.NEventReportRQ) await ReceiveDataSetAsync(acceptor);
        var second = await acceptor.Peer.ReceiveCommandAsync();
        if (second.CommandField == CommandField.NEventReportRQ) await ReceiveDataSetAsync(acceptor);
        new[] { first.CommandField, second.CommandField }.Should().BeEquivalentTo([CommandField.CStoreRSP, CommandField.NEventReportRQ]);
        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(10), messageID: 10));
        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(10);
        reporting.IsCompleted.Should().BeFalse();
        await acceptor.Peer.SendAsync(Commitment.ReportRSP(1));

        (await reporting).Should().Be(DimseStatus.Success);
        acceptor.Stored.Should().HaveCount(3, "the action and both instances were read whole");
    }

    [Fact]
    public async Task Reports_that_race_with_messages_disturb_none_of_them()
    {
        var acceptor = await RequestedAsync();
        var dataSet = Wire.SomeBytes(3000);

        for (ushort i = 1; i <= 300; i++)
        {
            var sending = Task.Run(() => acceptor.Peer.SendAsync(Wire.StoreRQ(dataSet, fragment: 700, messageID: i)));
            var reporting = acceptor.Events!.ReportAsync(Commitment.Report, new byte[] { 1, 2 }, default);
            for (var heard = 0; heard < 2; heard++)
            {
                var command = await acceptor.Peer.ReceiveCommandAsync();
                if (command.CommandField != CommandField.NEventReportRQ) continue;
                await ReceiveDataSetAsync(acceptor);
                await sending;
                await acceptor.Peer.SendAsync(Commitment.ReportRSP(command.MessageID));
            }
            (await reporting).Should().Be(DimseStatus.Success);
        }

        acceptor.Answers.Skip(1).Should().HaveCount(300).And.OnlyContain(status => status == DimseStatus.Success);
        acceptor.Stored.Skip(1).Should().OnlyContain(stored => stored.SequenceEqual(dataSet));
    }

    [Fact]
    public async Task A_report_asked_for_while_the_action_is_done_follows_its_response()
    {
        Task<DimseStatus>? reporting = null;
        Acceptor acceptor = null!;
        acceptor = new Acceptor
        {
            Rules = Commitment.Rules,
            Act = (_, _) =>
            {
                reporting = acceptor.Events!.ReportAsync(Commitment.Report, DataSet, default);
                return new(NActionOutcome.Success);
            },
        };
        await acceptor.EstablishAsync(Commitment.AssociateRQ);

        await acceptor.Peer.SendAsync(Commitment.ActionRQ([1, 2]));

        (await acceptor.Peer.ReceiveCommandAsync()).CommandField.Should().Be(CommandField.NActionRSP);
        await acceptor.Peer.SendAsync(Commitment.ReportRSP((await ReceiveReportAsync(acceptor)).MessageID));
        (await reporting!).Should().Be(DimseStatus.Success);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Association_that_ends_before_the_answer_ends_the_report(bool isReleased)
    {
        var acceptor = await RequestedAsync();
        var events = acceptor.Events!;
        var reporting = events.ReportAsync(Commitment.Report, DataSet, default);
        await ReceiveReportAsync(acceptor);

        if (isReleased) await acceptor.Peer.SendAsync(Wire.ReleaseRQ);
        await acceptor.EndAsync();

        await reporting.Invoking(task => task).Should().ThrowAsync<AssociationLostException>();
        events.Closed.IsCancellationRequested.Should().BeTrue();
        await events.Invoking(one => one.ReportAsync(Commitment.Report, DataSet, default)).Should().ThrowAsync<AssociationLostException>();
    }

    [Fact]
    public async Task Answer_to_nothing_that_was_reported_is_aborted()
    {
        var acceptor = await RequestedAsync();

        await acceptor.Peer.SendAsync(Commitment.ReportRSP(1));

        await acceptor.ShouldAbortAsync(AbortSource.ServiceProvider, AbortReason.UnexpectedPduParameter);
    }

    [Fact]
    public async Task Peer_that_does_not_answer_a_report_in_time_keeps_its_association_and_hears_no_other()
    {
        var time = new FakeTimeProvider();
        var acceptor = await RequestedAsync(new Acceptor(time: time) { Rules = Commitment.Rules });
        var events = acceptor.Events!;
        var reporting = events.ReportAsync(Commitment.Report, DataSet, default);
        await ReceiveReportAsync(acceptor);

        time.Advance(TimeSpan.FromSeconds(60));

        await reporting.Invoking(task => task).Should().ThrowAsync<TimeoutException>();
        events.Closed.IsCancellationRequested.Should().BeTrue();
        await events.Invoking(one => one.ReportAsync(Commitment.Report, DataSet, default)).Should().ThrowAsync<AssociationLostException>();
        await acceptor.Peer.SendAsync(Commitment.ReportRSP(1), Wire.EchoRQ(8));
        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(8, "a late answer does no harm");
    }

    [Fact]
    public async Task A_report_that_finds_no_gap_between_messages_in_time_is_never_sent()
    {
        var time = new FakeTimeProvider();
        var isStoring = new TaskCompletionSource();
        var mayFinish = new TaskCompletionSource();
        var acceptor = await RequestedAsync(new Acceptor(time: time)
        {
            Rules = Commitment.Rules,
            Store = async (_, _, _) =>
            {
                isStoring.SetResult();
                await mayFinish.Task;
                return CStoreOutcome.Success;
            },
        });
        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(10), messageID: 9));
        await isStoring.Task;
        var reporting = acceptor.Events!.ReportAsync(Commitment.Report, DataSet, default);

        time.Advance(TimeSpan.FromSeconds(60));
        await reporting.Invoking(task => task).Should().ThrowAsync<TimeoutException>();
        mayFinish.SetResult();
        await acceptor.Peer.SendAsync(Wire.EchoRQ(10));

        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(9);
        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(10);
    }

    [Fact]
    public async Task Drain_ends_an_association_that_waits_for_a_message_or_a_report()
    {
        var acceptor = await RequestedAsync();

        acceptor.FinishAndAbort();

        await acceptor.ShouldAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        acceptor.Summary!.End.Kind.Should().Be(AssociationEndKind.DrainedAbort);
    }

    [Fact]
    public async Task Requestor_with_the_SCP_role_reports_and_hears_the_answer()
    {
        var pair = new PipePair();
        var peer = new RawPeer(pair.Peer);
        var request = Wire.Request(new PresentationContextRQ(Commitment.Context, DicomUIDs.StorageCommitmentPushModel, [DicomUIDs.ImplicitVRLittleEndian]));
        request = request with
        {
            UserInformation = request.UserInformation with { RoleSelections = [new(DicomUIDs.StorageCommitmentPushModel, SCURole: false, SCPRole: true)] },
        };
        var associating = RequestorAssociation.AssociateAsync(pair.Ours, request, new RequestorOptions { CloseGuard = TimeSpan.Zero }, TimeProvider.System, default);
        var asked = (AAssociateRQ)await peer.ReceivePduAsync();
        asked.UserInformation.RoleSelections.Should().ContainSingle().Which.SCPRole.Should().BeTrue();
        await peer.SendAsync(new AAssociateAC
        {
            Header = new AssociateHeader(1, "STORESCP", "MODALITY"),
            PresentationContexts = [new(Commitment.Context, PresentationContextResult.Acceptance, DicomUIDs.ImplicitVRLittleEndian)],
            UserInformation = new() { MaximumLength = new(4096), ImplementationClassUID = new("1.2"), RoleSelections = asked.UserInformation.RoleSelections },
        }.ToBytes());
        await using var requestor = await associating;

        var reporting = requestor.ReportAsync(Commitment.Report, DataSet, default);
        var command = await peer.ReceiveCommandAsync();
        (await ReceiveDataSetAsync(peer)).Should().Equal(DataSet);
        await peer.SendAsync(Commitment.ReportRSP(command.MessageID, status: 0x0113));

        (await reporting).Should().Be(DimseStatus.NoSuchEventType);
    }

    /// <summary>Associated, and a commitment was asked for: the acceptor may report.</summary>
    private static async Task<Acceptor> RequestedAsync(Acceptor? acceptor = null)
    {
        acceptor = await (acceptor ?? new Acceptor { Rules = Commitment.Rules }).EstablishAsync(Commitment.AssociateRQ);
        await acceptor.Peer.SendAsync(Commitment.ActionRQ([1, 2]));
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        return acceptor;
    }

    private static async Task<DimseCommand> ReceiveReportAsync(Acceptor acceptor)
    {
        var command = await acceptor.Peer.ReceiveCommandAsync();
        command.CommandField.Should().Be(CommandField.NEventReportRQ);
        (await ReceiveDataSetAsync(acceptor)).Should().Equal(DataSet);
        return command;
    }

    private static Task<byte[]> ReceiveDataSetAsync(Acceptor acceptor) => ReceiveDataSetAsync(acceptor.Peer);

    private static async Task<byte[]> ReceiveDataSetAsync(RawPeer peer)
    {
        List<byte> all = [];
        while (true)
        {
            var (type, body) = (await peer.ReceiveAsync())!.Value;
            type.Should().Be(PduType.PDataTF);
            all.AddRange(body[6..]);
            if ((body[5] & 2) != 0) return [.. all];
        }
    }
}
