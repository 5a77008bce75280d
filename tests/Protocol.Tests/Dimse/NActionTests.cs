using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Dimse;

public sealed class NActionTests
{
    [Fact]
    public async Task N_ACTION_reaches_its_provider_whole_and_is_answered()
    {
        var acceptor = await new Acceptor { Rules = Commitment.Rules }.EstablishAsync(Commitment.AssociateRQ);

        await acceptor.Peer.SendAsync(Commitment.ActionRQ(Wire.SomeBytes(1000), messageID: 7));
        var response = await acceptor.Peer.ReceiveCommandAsync();

        response.Should().Be(new DimseCommand
        {
            CommandField = CommandField.NActionRSP,
            AffectedSOPClassUID = DicomUIDs.StorageCommitmentPushModel,
            AffectedSOPInstanceUID = DicomUIDs.StorageCommitmentPushModelInstance,
            MessageIDBeingRespondedTo = 7,
            Status = 0,
        });
        acceptor.Stored.Should().ContainSingle().Which.Should().Equal(Wire.SomeBytes(1000));
        acceptor.Actions.Should().ContainSingle().Which.Should().Be(new NActionRQ
        {
            PresentationContextID = Commitment.Context,
            MessageID = 7,
            RequestedSOPClassUID = DicomUIDs.StorageCommitmentPushModel,
            RequestedSOPInstanceUID = DicomUIDs.StorageCommitmentPushModelInstance,
            ActionTypeID = 1,
        });
    }

    [Fact]
    public async Task What_the_provider_leaves_unread_is_read_away_before_the_refusal()
    {
        var acceptor = await new Acceptor { Rules = Commitment.Rules, Act = (_, _) => new(new NActionOutcome(DimseStatus.ResourceLimitation, "too many")) }
            .EstablishAsync(Commitment.AssociateRQ);

        await acceptor.Peer.SendAsync(Commitment.ActionRQ(Wire.SomeBytes(1000)), Wire.EchoRQ(2));

        (await acceptor.Peer.ReceiveCommandAsync()).Should().Match<DimseCommand>(response => response.Status == 0x0213 && response.ErrorComment == "too many");
        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(2);
    }

    [Fact]
    public async Task Provider_that_fails_is_reported_and_answered_with_0110H()
    {
        var acceptor = await new Acceptor { Rules = Commitment.Rules, Act = (_, _) => throw new NotSupportedException() }
            .EstablishAsync(Commitment.AssociateRQ);

        await acceptor.Peer.SendAsync(Commitment.ActionRQ([1, 2]));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0x0110);
        acceptor.Failures.Should().ContainSingle().Which.Should().BeOfType<NotSupportedException>();
    }

    [Theory]
    [InlineData(CommandField.NActionRQ, DicomUIDs.CTImageStorage, 0x0122)]
    [InlineData(CommandField.CStoreRQ, DicomUIDs.StorageCommitmentPushModel, 0x0122)]
    [InlineData(CommandField.NGetRQ, DicomUIDs.StorageCommitmentPushModel, 0x0211)]
    public async Task Anything_else_on_the_commitment_context_is_refused(CommandField field, string sopClass, ushort status)
    {
        var acceptor = await new Acceptor { Rules = Commitment.Rules }.EstablishAsync(Commitment.AssociateRQ);

        await acceptor.Peer.SendAsync(Wire.CommandPData(
            Commitment.Context, new DimseCommand { CommandField = field, AffectedSOPClassUID = sopClass, AffectedSOPInstanceUID = "1.2", MessageID = 1 }));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(status);
        acceptor.Actions.Should().BeEmpty();
        acceptor.Requests.Should().BeEmpty();
    }
}
