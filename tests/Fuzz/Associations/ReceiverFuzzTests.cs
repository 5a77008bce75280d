using StoreScp.Fuzz.Tests.Seeds;
using StoreScp.Protocol.Tests.Support;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Testing;

namespace StoreScp.Fuzz.Tests.Associations;

/// <summary>The receiver as a whole, with store, ledger and memory budget, in the hands of peers that send nonsense and go.</summary>
public sealed class ReceiverFuzzTests
{
    [Fact]
    public async Task After_each_association_the_next_is_served_and_all_memory_is_back()
    {
        await using var receiver = new Receiver();
        await FuzzRun.CheckAsync(300, SessionSeeds.Damaged, async session =>
        {
            var hostile = receiver.Connect();
            await hostile.SendBytesAsync(session);
            await hostile.DropAsync();
            await receiver.AllEndedAsync();

            receiver.Failures.Should().BeEmpty("a peer's fault is no error of ours");
            receiver.Budget.UsedBytes.Should().Be(0);
        });
        await MustServeAsync(receiver);
    }

    [Fact]
    public async Task The_session_that_the_damaged_ones_are_made_of_is_stored()
    {
        await using var receiver = new Receiver();
        var sender = receiver.Connect();

        await sender.SendBytesAsync(SessionSeeds.WellFormed);
        await sender.DropAsync();
        await receiver.AllEndedAsync();

        (await receiver.RowsAsync(Wire.InstanceUID)).Should().ContainSingle();
    }

    private static async Task MustServeAsync(Receiver receiver)
    {
        var instance = new Synthetic().MR();
        var honest = receiver.Connect();
        await honest.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        (await honest.StoreAsync(instance)).Status.Should().Be(0);
        await honest.ReleaseAsync();
        (await receiver.RowsAsync(instance.SOPInstanceUID)).Should().ContainSingle();
    }
}
