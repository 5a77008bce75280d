using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

public sealed class ShutdownTests
{
    private const byte CT = Wire.CTContext;

    private static readonly AAbort ByUser = new(AbortSource.ServiceUser, AbortReason.NotSpecified);

    [Fact]
    public async Task Draining_server_rejects_new_associations_as_temporarily_congested()
    {
        var acceptor = new Acceptor().Start();
        acceptor.Drain();

        await acceptor.Peer.SendAsync(Wire.AssociateRQ);

        await acceptor.ShouldRejectAsync(AAssociateRJ.TemporaryCongestion);
    }

    [Fact]
    public async Task Established_association_goes_on_while_draining()
    {
        var acceptor = await new Acceptor().EstablishAsync();
        acceptor.Drain();

        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(50)), Wire.ReleaseRQ);

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        (await acceptor.Peer.ReceivePduAsync()).Should().BeOfType<AReleaseRP>();
    }

    [Fact]
    public async Task Idle_association_is_aborted_when_the_grace_is_over()
    {
        var acceptor = await new Acceptor().EstablishAsync();

        acceptor.FinishAndAbort();

        (await acceptor.Peer.ReceivePduAsync()).Should().Be(ByUser);
        (await acceptor.EndAsync()).End.Kind.Should().Be(AssociationEndKind.DrainedAbort);
    }

    [Fact]
    public async Task Instance_in_hand_is_finished_and_answered_before_the_abort_and_the_next_one_is_not_begun()
    {
        var begun = new TaskCompletionSource();
        var acceptor = new Acceptor
        {
            Store = async (_, dataSet, cancellation) =>
            {
                begun.SetResult();
                await Acceptor.ReadAllAsync(dataSet, cancellation);
                return CStoreOutcome.Success;
            },
        };
        await acceptor.EstablishAsync();
        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));
        await begun.Task;

        acceptor.FinishAndAbort();
        await acceptor.Peer.SendAsync([.. Wire.PData(Wire.Pdv(CT, false, true, 3, 4)), .. Wire.StoreRQ(Wire.SomeBytes(50), messageID: 2)]);

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        (await acceptor.Peer.ReceivePduAsync()).Should().Be(ByUser);
        (await acceptor.EndAsync()).InstanceCount.Should().Be(1);
    }

    [Fact]
    public async Task Hard_abort_ends_the_instance_in_hand_without_an_answer()
    {
        var acceptor = await new Acceptor().EstablishAsync();
        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));

        acceptor.Abort();

        (await acceptor.Peer.ReceivePduAsync()).Should().Be(ByUser);
        (await acceptor.Running).End.Kind.Should().Be(AssociationEndKind.DrainedAbort);
        acceptor.Stored.Should().BeEmpty();
    }

    [Fact]
    public async Task Connection_that_has_said_nothing_is_closed_when_the_grace_is_over()
    {
        var acceptor = new Acceptor().Start();

        acceptor.FinishAndAbort();

        (await acceptor.Peer.ReceiveAsync()).Should().BeNull();
        (await acceptor.Running).End.Kind.Should().Be(AssociationEndKind.DrainedAbort);
    }
}
