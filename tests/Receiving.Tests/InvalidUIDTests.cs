using System.Text;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests;

/// <summary>SOP Instance UIDs that are none (PS3.5 §9.1).</summary>
public sealed class InvalidUIDTests
{
    private static readonly ReceivingOptions Quarantine = new() { ScratchDirectory = "", InvalidUIDPolicy = InvalidUIDPolicy.Quarantine };

    /// <summary>An instance whose SOP Instance UID has as many characters as before, but these.</summary>
    private static (SyntheticInstance Instance, byte[] DataSet, string Uid) With(string uid)
    {
        var instance = new Synthetic().MR();
        uid = uid.PadRight(instance.SOPInstanceUID.Length, 'x');
        var dataSet = instance.DataSetToArray();
        var at = dataSet.AsSpan().IndexOf(Encoding.ASCII.GetBytes(instance.SOPInstanceUID));
        Encoding.ASCII.GetBytes(uid).CopyTo(dataSet, at);
        return (instance, dataSet, uid);
    }

    private static async Task<(ushort Status, string? Comment)> StoreAsync(Receiver receiver, SyntheticInstance instance, string uid, byte[] dataSet)
    {
        var modality = receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        var response = await modality.StoreAsync(instance.SOPClassUID, uid, dataSet);
        await modality.ReleaseAsync();
        return response;
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("1.2\r\n3")]
    [InlineData("1..2")]
    public async Task It_is_refused_with_C000H_and_not_repeated_in_the_answer(string bad)
    {
        await using var receiver = new Receiver();
        var (instance, dataSet, uid) = With(bad);
        (await StoreAsync(receiver, instance, uid, dataSet)).Should().Be(((ushort)0xC000, "SOPInstanceUID is not a UID (PS3.5 9.1)"));
        receiver.Objects().Should().BeEmpty();
    }

    [Fact]
    public async Task With_Quarantine_it_is_stored_under_a_hash_and_its_delivery_is_final()
    {
        await using var receiver = new Receiver(Quarantine);
        var (instance, dataSet, uid) = With("../../etc/passwd");
        (await StoreAsync(receiver, instance, uid, dataSet)).Status.Should().Be(0);

        var (key, bytes) = receiver.Objects().Single();
        key.Should().StartWith("quarantine/").And.NotContain("passwd");
        bytes[^dataSet.Length..].Should().Equal(dataSet);
        var row = await receiver.Ledger.ListInstancesAsync(new InstanceQuery(), default).SingleAsync(TestContext.Current.CancellationToken);
        row.Received.SOPInstanceUID.Should().StartWith("sha256-");
        row.Deliveries.Single().Should().Be(new Delivery(Delivery.DefaultRoute, DeliveryState.Quarantined, "SOPInstanceUID is not a UID (PS3.5 9.1)"));
    }

    [Fact]
    public async Task Leading_zeros_are_tolerated()
    {
        await using var receiver = new Receiver();
        var original = new Synthetic().MR();
        var uid = "1.002." + new string('3', original.SOPInstanceUID.Length - 6);
        var dataSet = original.DataSetToArray();
        Encoding.ASCII.GetBytes(uid).CopyTo(dataSet, dataSet.AsSpan().IndexOf(Encoding.ASCII.GetBytes(original.SOPInstanceUID)));
        (await StoreAsync(receiver, original, uid, dataSet)).Status.Should().Be(0);
        (await receiver.RowsAsync(uid)).Should().HaveCount(1);
    }
}
