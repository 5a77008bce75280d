using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Routing;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests;

/// <summary>C-STORE of instances that take several routes, with the real store and ledger.</summary>
public sealed class RoutedReceptionTests : IAsyncDisposable
{
    private static readonly Route[] Routes = [Route.Datastore("default", "d1"), Route.Datastore("research", "d2"), Route.Forward("pacs", "PACS")];

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly SyntheticInstance _instance = new Synthetic().MR();
    private Receiver? _receiver;

    public ValueTask DisposeAsync() => _receiver?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Two_data_stores_get_an_object_each_in_a_batch_of_their_own()
    {
        var receiver = await ReceiverAsync("default", "research");

        (await StoreAsync(receiver, _instance)).Should().Be(0);

        var row = (await receiver.RowsAsync(_instance.SOPInstanceUID)).Single();
        var (first, second) = (row.Deliveries[0], row.Deliveries[1]);
        row.ObjectKey!.Value.Value.Should().Be($"import/d1/{first.Batch}/{_instance.SOPInstanceUID}.dcm");
        row.ObjectOf(second)!.Value.Value.Should().Be($"import/d2/{second.Batch}/{_instance.SOPInstanceUID}.dcm");
        row.Deliveries.Select(delivery => (delivery.Route, delivery.State)).Should().Equal(("default", DeliveryState.Stored), ("research", DeliveryState.Stored));
        var objects = receiver.Objects();
        objects.Should().HaveCount(2);
        objects.Values.First().Should().Equal(objects.Values.Last());
        (await receiver.BatchLedger.FindBatchAsync(second.Batch!.Value, default))!.DatastoreId.Should().Be("d2");
    }

    [Fact]
    public async Task The_copy_is_durable_before_the_row_and_the_row_before_Success()
    {
        var receiver = await ReceiverAsync("default", "research");

        await StoreAsync(receiver, _instance);

        receiver.Journal.Events.Should().Equal("object durable", "copy durable", "row durable", "answered 0000H");
    }

    [Fact]
    public async Task A_copy_that_fails_refuses_the_instance_and_leaves_no_row()
    {
        var receiver = await ReceiverAsync("default", "research");
        receiver.Journal.Before = name => { if (name == "copy") throw new StorageUnavailableException("scripted"); };

        (await StoreAsync(receiver, _instance)).Should().Be(0xA700);

        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_destination_alone_needs_no_batch_and_the_forward_is_queued_with_the_row()
    {
        var receiver = await ReceiverAsync("pacs");

        (await StoreAsync(receiver, _instance)).Should().Be(0);

        var row = (await receiver.RowsAsync(_instance.SOPInstanceUID)).Single();
        row.Deliveries.Should().Equal(new Delivery("pacs", DeliveryState.Stored) { ForwardTo = "PACS" });
        row.ObjectKey.Should().Be(ObjectKeys.ForInstance(row.Stored.StudyInstanceUID, row.Stored.SOPInstanceUID, row.Receipt));
        receiver.Objects().Keys.Should().Equal(row.ObjectKey!.Value.Value);
        (await receiver.BatchLedger.ListBatchesAsync(new BatchQuery(), default).AnyAsync()).Should().BeFalse();
        (await receiver.Forwards.ListDueForwardsAsync("PACS", _time.GetUtcNow(), 10, default)).Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Instance = row.Key, _instance.SOPClassUID, _instance.SOPInstanceUID, _instance.TransferSyntaxUID });
    }

    [Fact]
    public async Task A_data_store_and_a_destination_share_one_object()
    {
        var receiver = await ReceiverAsync("pacs", "default");

        await StoreAsync(receiver, _instance);

        var row = (await receiver.RowsAsync(_instance.SOPInstanceUID)).Single();
        row.ObjectOf(row.Deliveries[0]).Should().Be(row.ObjectKey);
        row.ObjectKey!.Value.Value.Should().StartWith("import/d1/");
        receiver.Objects().Should().HaveCount(1);
    }

    [Fact]
    public async Task A_duplicate_leaves_nothing_in_any_batch_and_queues_nothing()
    {
        var receiver = await ReceiverAsync("default", "research", "pacs");
        await StoreAsync(receiver, _instance);

        (await StoreAsync(receiver, _instance)).Should().Be(0);

        receiver.Objects().Should().HaveCount(2);
        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().ContainSingle();
        (await receiver.Forwards.CountForwardsAsync(default)).Waiting.Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(31));
        await receiver.Batches!.SealDueAsync(default);
        (await receiver.BatchLedger.ListBatchesAsync(new BatchQuery(), default).ToListAsync())
            .Select(batch => (batch.DatastoreId, batch.Instances)).Should().BeEquivalentTo([("d1", 1), ("d2", 1), ("d1", 0), ("d2", 0)]);
    }

    [Fact]
    public async Task A_resend_that_an_earlier_instance_has_not_all_routes_of_is_no_duplicate()
    {
        var receiver = await ReceiverAsync("default", "research");
        var row = await OrphanAsync(receiver, "import/d1");
        row.Deliveries.Single().Route.Should().Be("default");

        (await StoreAsync(receiver, _instance)).Should().Be(0);

        var rows = await receiver.RowsAsync(_instance.SOPInstanceUID);
        rows.Should().HaveCount(2);
        rows[1].Deliveries.Select(delivery => delivery.Route).Should().Equal("default", "research");
        rows[1].DifferentContent.Should().BeFalse();
    }

    [Fact]
    public async Task The_two_objects_of_a_crash_before_the_row_are_both_adopted_and_together_make_the_resend_a_duplicate()
    {
        var receiver = await ReceiverAsync("default", "research");
        await OrphanAsync(receiver, "import/d1");
        await OrphanAsync(receiver, "import/d2");

        (await StoreAsync(receiver, _instance)).Should().Be(0);

        var rows = await receiver.RowsAsync(_instance.SOPInstanceUID);
        rows.SelectMany(row => row.Deliveries).Select(delivery => delivery.Route).Should().Equal("default", "research");
        receiver.Objects().Should().HaveCount(2);
    }

    [Fact]
    public async Task An_orphan_that_may_have_been_meant_for_a_destination_alone_is_quarantined_and_its_resend_is_forwarded()
    {
        var receiver = await ReceiverAsync("pacs");
        var orphan = await OrphanAsync(receiver, "1.2.3");

        orphan.Deliveries.Single().Should().BeEquivalentTo(new { State = DeliveryState.Quarantined, Reason = OrphanAdopter.RoutesUnknown });
        (await StoreAsync(receiver, _instance)).Should().Be(0);

        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Should().HaveCount(2);
        (await receiver.Forwards.CountForwardsAsync(default)).Waiting.Should().Be(1);
    }

    [Fact]
    public async Task Without_an_import_every_route_has_its_delivery_and_one_object_is_enough()
    {
        var receiver = _receiver = new Receiver(time: _time, routes: new RouteTable(Routes, ["default", "research", "pacs"]));

        (await StoreAsync(receiver, _instance)).Should().Be(0);

        (await receiver.RowsAsync(_instance.SOPInstanceUID)).Single().Deliveries.Select(delivery => delivery.Route).Should().Equal("default", "research", "pacs");
        receiver.Objects().Should().HaveCount(1);
    }

    private async Task<Receiver> ReceiverAsync(params string[] defaults)
    {
        _receiver = new Receiver(time: _time, batchOptions: new BatchOptions(), routes: new RouteTable(Routes, defaults));
        await _receiver.Lease.RenewAsync(default);
        return _receiver;
    }

    /// <summary>An object as a process leaves it that died before its row, adopted.</summary>
    private async Task<InstanceRow> OrphanAsync(Receiver receiver, string folder)
    {
        await using var other = new Receiver(time: _time, routes: new RouteTable(Routes, ["default"]));
        await StoreAsync(other, _instance);
        var key = folder.StartsWith("import", StringComparison.Ordinal)
            ? new ObjectKey($"{folder}/{BatchId.Create(_time)}/{_instance.SOPInstanceUID}.dcm")
            : ObjectKeys.ForInstance(folder, _instance.SOPInstanceUID, ReceiptId.Create(_time));
        var bytes = other.Objects().Values.Single();
        await using (var writer = await receiver.Store.CreateAsync(key, default))
        {
            await writer.WriteAsync(new(bytes), default);
            await writer.CommitAsync(default);
        }
        (await new OrphanAdopter(receiver.Store, receiver.Ledger, receiver.Options).TryAdoptAsync(new StoredObject(key, bytes.Length, _time.GetUtcNow()), default))
            .Should().BeTrue();
        return (await receiver.RowsAsync(_instance.SOPInstanceUID)).Single(row => row.ObjectKey == key);
    }

    private static async Task<ushort> StoreAsync(Receiver receiver, SyntheticInstance instance)
    {
        var modality = receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        var status = (await modality.StoreAsync(instance)).Status;
        await modality.ReleaseAsync();
        return status;
    }
}
