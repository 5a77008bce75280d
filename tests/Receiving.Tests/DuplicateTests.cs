using StoreScp.Receiving.Tests.Support;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests;

/// <summary>The same SOP Instance UID again (docs/architecture.md, "Duplicates").</summary>
public sealed class DuplicateTests
{
    private readonly SyntheticInstance _instance = new Synthetic().MR();

    private static async Task<ushort[]> StoreAllAsync(Receiver receiver, params SyntheticInstance[] instances)
    {
        var modality = receiver.Connect();
        await modality.AssociateAsync(instances[0].SOPClassUID, instances[0].TransferSyntaxUID);
        var statuses = new List<ushort>();
        foreach (var instance in instances)
            statuses.Add((await modality.StoreAsync(instance)).Status);
        await modality.ReleaseAsync();
        return [.. statuses];
    }

    /// <summary>The same identity, one pixel more.</summary>
    private static SyntheticInstance OtherContentOf(SyntheticInstance instance)
    {
        var prefix = instance.Prefix.ToArray();
        var pixelLength = BitConverter.ToUInt32(prefix, prefix.Length - 4) + 2;
        BitConverter.GetBytes(pixelLength).CopyTo(prefix, prefix.Length - 4);
        return instance with { Prefix = prefix, BulkLength = instance.BulkLength + 2 };
    }

    private static ReceivingOptions With(DuplicatePolicy policy) => new() { ScratchDirectory = "", DuplicatePolicy = policy };

    [Fact]
    public async Task The_same_content_again_is_a_success_and_stored_once()
    {
        await using var receiver = new Receiver();
        (await StoreAllAsync(receiver, _instance, _instance)).Should().Equal(0, 0);
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().HaveCount(1);
        receiver.Objects().Should().HaveCount(1);
        (await receiver.Ledger.CountAsync(default)).Should().BeEquivalentTo(new { Duplicates = 1 });
    }

    [Fact]
    public async Task Another_content_is_kept_beside_the_first_and_flagged()
    {
        await using var receiver = new Receiver();
        (await StoreAllAsync(receiver, _instance, OtherContentOf(_instance))).Should().Equal(0, 0);
        var rows = await receiver.RowsAsync(_instance.SOPInstanceUID);
        rows.Select(row => (row.Ordinal, row.DifferentContent)).Should().Equal((0, false), (1, true));
        receiver.Objects().Should().HaveCount(2);
    }

    [Fact]
    public async Task A_duplicate_of_the_second_content_is_found_too()
    {
        await using var receiver = new Receiver();
        var other = OtherContentOf(_instance);
        (await StoreAllAsync(receiver, _instance, other, other, _instance)).Should().Equal(0, 0, 0, 0);
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().HaveCount(2);
        receiver.Objects().Should().HaveCount(2);
    }

    [Fact]
    public async Task With_Replace_the_earlier_content_becomes_Superseded()
    {
        await using var receiver = new Receiver(With(DuplicatePolicy.Replace));
        (await StoreAllAsync(receiver, _instance, OtherContentOf(_instance))).Should().Equal(0, 0);
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Select(row => row.Deliveries.Single().State)
            .Should().Equal(DeliveryState.Superseded, DeliveryState.Stored);
    }

    [Fact]
    public async Task With_Replace_a_content_that_is_sent_again_because_its_answer_was_a_failure_replaces_the_earlier_one()
    {
        await using var receiver = new Receiver(With(DuplicatePolicy.Replace));
        var other = OtherContentOf(_instance);
        (await StoreAllAsync(receiver, _instance)).Should().Equal(0);
        receiver.Ledger.AfterAdd = _ => throw new StorageUnavailableException("The answer to the write was lost.");
        (await StoreAllAsync(receiver, other)).Should().Equal(0xA700);
        receiver.Ledger.AfterAdd = null;

        (await StoreAllAsync(receiver, other)).Should().Equal(0);

        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Select(row => row.Deliveries.Single().State)
            .Should().Equal(DeliveryState.Superseded, DeliveryState.Stored);
    }

    [Fact]
    public async Task With_Refuse_another_content_is_refused_with_0124H_and_the_first_stays()
    {
        await using var receiver = new Receiver(With(DuplicatePolicy.Refuse));
        (await StoreAllAsync(receiver, _instance, OtherContentOf(_instance), _instance)).Should().Equal(0, 0x0124, 0);
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().HaveCount(1);
        receiver.Objects().Should().HaveCount(1);
    }

    [Fact]
    public async Task What_failed_may_be_sent_again_and_is_a_new_attempt()
    {
        await using var receiver = new Receiver();
        await StoreAllAsync(receiver, _instance);
        var first = (await receiver.RowsAsync(_instance.SOPInstanceUID)).Single();
        await receiver.Ledger.FinishAsync(first.Key, new Delivery(Delivery.DefaultRoute, DeliveryState.Failed, "test"), null, default);

        (await StoreAllAsync(receiver, _instance)).Should().Equal(0);
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Select(row => (row.Ordinal, row.DifferentContent)).Should().Equal((0, false), (1, false));
    }

    [Fact]
    public async Task A_kept_row_whose_object_is_gone_is_no_reason_to_drop_the_new_one()
    {
        await using var receiver = new Receiver();
        await StoreAllAsync(receiver, _instance);
        File.Delete(Path.Combine(receiver.ObjectsFolder, receiver.Objects().Keys.Single()));

        (await StoreAllAsync(receiver, _instance)).Should().Equal(0);
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().HaveCount(2);
        receiver.Objects().Should().HaveCount(1);
    }

    [Fact]
    public async Task Many_senders_of_one_UID_at_the_same_moment_leave_one_object_and_one_row()
    {
        await using var receiver = new Receiver();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => StoreAllAsync(receiver, _instance)));
        statuses.SelectMany(status => status).Should().AllBeEquivalentTo((ushort)0);
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().HaveCount(1);
        receiver.Objects().Should().HaveCount(1);
        (await receiver.Ledger.CountAsync(default)).Should().BeEquivalentTo(new { Duplicates = 15 });
    }
}
