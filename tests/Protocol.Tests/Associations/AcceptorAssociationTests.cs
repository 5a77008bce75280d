using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

public sealed class AcceptorAssociationTests
{
    [Fact]
    public async Task Echo_is_answered_with_Success_and_the_release_with_A_RELEASE_RP()
    {
        var acceptor = await new Acceptor().EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.EchoRQ(7));
        var response = await acceptor.Peer.ReceiveCommandAsync();
        await acceptor.Peer.SendAsync(Wire.ReleaseRQ);
        var release = await acceptor.Peer.ReceivePduAsync();
        var summary = await acceptor.EndAsync();

        response.Should().Be(new DimseCommand
        {
            CommandField = CommandField.CEchoRSP,
            AffectedSOPClassUID = DicomUIDs.Verification,
            MessageIDBeingRespondedTo = 7,
            Status = 0,
        });
        release.Should().BeOfType<AReleaseRP>();
        summary.End.Kind.Should().Be(AssociationEndKind.Released);
        summary.MessageCount.Should().Be(1);
        summary.CallingAETitle.Should().Be("MODALITY");
        summary.PeerImplementationVersionName.Should().Be("TEST_1");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(16_000)]
    public async Task Data_set_arrives_byte_for_byte_whatever_the_fragments(int fragment)
    {
        var acceptor = await new Acceptor().EstablishAsync();
        var dataSet = Wire.SomeBytes(3001);

        await acceptor.Peer.SendAsync(Wire.StoreRQ(dataSet, fragment));
        var response = await acceptor.Peer.ReceiveCommandAsync();
        await acceptor.EndAsync();

        response.Should().Be(new DimseCommand
        {
            CommandField = CommandField.CStoreRSP,
            AffectedSOPClassUID = Wire.CT,
            AffectedSOPInstanceUID = Wire.InstanceUID,
            MessageIDBeingRespondedTo = 1,
            Status = 0,
        });
        acceptor.Stored.Should().ContainSingle().Which.Should().Equal(dataSet);
        acceptor.Summary!.DataSetBytes.Should().Be(3001);
    }

    [Fact]
    public async Task Everything_may_come_one_byte_at_a_time()
    {
        var acceptor = new Acceptor().Start();
        var dataSet = Wire.SomeBytes(301);

        await acceptor.Peer.SendByteByByteAsync(Wire.AssociateRQ, Wire.EchoRQ(1), Wire.StoreRQ(dataSet, 50, 2), Wire.ReleaseRQ);

        (await acceptor.Peer.ReceivePduAsync()).Should().BeOfType<AAssociateAC>();
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        (await acceptor.Peer.ReceivePduAsync()).Should().BeOfType<AReleaseRP>();
        acceptor.Stored.Should().ContainSingle().Which.Should().Equal(dataSet);
    }

    [Fact]
    public async Task Requests_sent_without_waiting_are_answered_in_order()
    {
        var acceptor = new Acceptor().Start();

        await acceptor.Peer.SendAsync([.. Wire.AssociateRQ, .. Wire.StoreRQ(Wire.SomeBytes(500), 64, 1), .. Wire.StoreRQ(Wire.SomeBytes(70), 64, 2), .. Wire.EchoRQ(3), .. Wire.ReleaseRQ]);

        (await acceptor.Peer.ReceivePduAsync()).Should().BeOfType<AAssociateAC>();
        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(1);
        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(2);
        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(3);
        (await acceptor.Peer.ReceivePduAsync()).Should().BeOfType<AReleaseRP>();
        (await acceptor.EndAsync()).InstanceCount.Should().Be(2);
    }
}
