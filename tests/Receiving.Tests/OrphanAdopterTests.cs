using StoreScp.Receiving.Tests.Support;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests;

/// <summary>Objects that lost their process between the durable object and the row.</summary>
public sealed class OrphanAdopterTests
{
    private readonly SyntheticInstance _instance = new Synthetic().MR();

    /// <summary>Stores an instance whose row is never written: the process died before step 6.</summary>
    private static async Task<StoredObject> StoreWithoutRowAsync(Receiver receiver, SyntheticInstance instance)
    {
        receiver.Journal.Before = name =>
        {
            if (name == "add")
                throw new StorageUnavailableException("the process dies here");
        };
        var modality = receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        (await modality.StoreAsync(instance)).Status.Should().Be(0xA700);
        await modality.ReleaseAsync();
        receiver.Journal.Before = _ => { };
        return await receiver.Store.ListAsync(DateTimeOffset.UnixEpoch, default).SingleAsync(TestContext.Current.CancellationToken);
    }

    private static ValueTask<bool> AdoptAsync(Receiver receiver, StoredObject orphan) =>
        new OrphanAdopter(receiver.Store, receiver.Ledger, receiver.Options).TryAdoptAsync(orphan, default);

    [Fact]
    public async Task A_whole_object_gets_the_row_it_would_have_had()
    {
        await using var receiver = new Receiver();
        var orphan = await StoreWithoutRowAsync(receiver, _instance);
        (await AdoptAsync(receiver, orphan)).Should().BeTrue();

        var row = (await receiver.RowsAsync(_instance.SOPInstanceUID)).Single();
        row.Should().BeEquivalentTo(new
        {
            ObjectKey = orphan.Key,
            Bytes = orphan.Length,
            ContentLength = _instance.DataSetLength,
            CallingAETitle = "MODALITY",
            CalledAETitle = "STORESCP",
            PeerAddress = "127.0.0.1:40000",
            AssociationId = OrphanAdopter.AssociationId,
            DifferentContent = false,
        });
        row.Received.StudyInstanceUID.Should().Be(_instance.StudyInstanceUID);
        orphan.Key.Value.Should().Contain(row.Receipt.ToString(), "the receipt is the one of the object's name");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_handlers_had_put_into_quarantine_stays_there_and_tells_nobody_who_it_was(bool isProtected)
    {
        var protection = isProtected ? new IdentifierProtection("12345678901234567890123456789012"u8) : null;
        await using var receiver = new Receiver(new ReceivingOptions { ScratchDirectory = "", IdentifierProtection = protection });
        var key = ObjectKeys.ForQuarantine("hmac-any", ReceiptId.Create(TimeProvider.System));
        await using (var writer = await receiver.Store.CreateAsync(key, default))
        {
            await writer.WriteAsync(new(_instance.FileToArray()), default);
            await writer.CommitAsync(default);
        }

        (await AdoptAsync(receiver, (await receiver.Store.FindAsync(key, default))!.Value)).Should().BeTrue();

        var uid = protection?.Protect(_instance.SOPInstanceUID) ?? _instance.SOPInstanceUID;
        var row = (await receiver.RowsAsync(uid)).Should().ContainSingle().Which;
        row.Deliveries.Should().ContainSingle().Which.State.Should().Be(DeliveryState.Quarantined);
        row.ObjectKey.Should().Be(key);
        row.Stored.Should().Be(row.Received);
        row.Received.StudyInstanceUID.Should().Be(protection?.Protect(_instance.StudyInstanceUID) ?? _instance.StudyInstanceUID);
    }

    [Fact]
    public async Task An_adopted_instance_sent_again_is_a_duplicate()
    {
        await using var receiver = new Receiver();
        await AdoptAsync(receiver, await StoreWithoutRowAsync(receiver, _instance));
        var modality = receiver.Connect();
        await modality.AssociateAsync(_instance.SOPClassUID, _instance.TransferSyntaxUID);
        (await modality.StoreAsync(_instance)).Status.Should().Be(0);
        await modality.ReleaseAsync();

        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().HaveCount(1);
        receiver.Objects().Should().HaveCount(1);
    }

    [Fact]
    public async Task An_orphan_whose_content_was_sent_again_meanwhile_leaves_one_object()
    {
        await using var receiver = new Receiver();
        var orphan = await StoreWithoutRowAsync(receiver, _instance);
        var modality = receiver.Connect();
        await modality.AssociateAsync(_instance.SOPClassUID, _instance.TransferSyntaxUID);
        (await modality.StoreAsync(_instance)).Status.Should().Be(0);
        await modality.ReleaseAsync();

        (await AdoptAsync(receiver, orphan)).Should().BeTrue();
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().HaveCount(1);
        receiver.Objects().Should().HaveCount(1).And.NotContainKey(orphan.Key.Value);
    }

    [Fact]
    public async Task A_torn_object_is_left_to_quarantine()
    {
        await using var receiver = new Receiver();
        var orphan = await StoreWithoutRowAsync(receiver, _instance);
        using (var file = File.OpenWrite(Path.Combine(receiver.ObjectsFolder, orphan.Key.Value)))
            file.SetLength(orphan.Length - 1);

        (await AdoptAsync(receiver, orphan)).Should().BeFalse();
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().BeEmpty();
        receiver.Objects().Should().HaveCount(1, "nothing is deleted");
    }

    [Fact]
    public async Task An_object_that_is_gone_needs_no_row()
    {
        await using var receiver = new Receiver();
        var orphan = await StoreWithoutRowAsync(receiver, _instance);
        await receiver.Store.DeleteAsync(orphan.Key, default);
        (await AdoptAsync(receiver, orphan)).Should().BeTrue();
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().BeEmpty();
    }
}
