using System.Buffers;
using StoreScp.Import.Repair;
using StoreScp.Storage;

namespace StoreScp.Import.Tests;

/// <summary>Instances that go into two data stores, or into one and on to a destination.</summary>
public sealed class SeveralRoutesTests : IAsyncDisposable
{
    private const string Research = "fedcba9876543210fedcba9876543210";
    private const string Instance = "9.1";

    private readonly ImportWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Both_data_stores_import_their_own_object_and_each_delivery_has_its_own_result()
    {
        var (first, second) = await AddAsync();

        await _world.RunAsync();

        var row = await _world.RowAsync(Instance);
        row.Deliveries.Select(delivery => (delivery.Route, delivery.State)).Should().Equal(("default", DeliveryState.Imported), ("research", DeliveryState.Imported));
        _world.HealthImaging.Started.Select(job => job.DatastoreId).Should().BeEquivalentTo([ImportWorld.Datastore, Research]);
        (await _world.FindAsync(first)).State.Should().Be(BatchState.Completed);
        (await _world.FindAsync(second)).State.Should().Be(BatchState.Completed);
    }

    [Fact]
    public async Task A_file_that_one_data_store_refuses_is_quarantined_there_and_stays_where_the_other_has_it()
    {
        var (first, second) = await AddAsync();
        var copy = ObjectKeys.ForImport(Research, second.Id, Instance);
        _world.HealthImaging.Outcomes[copy.Value] = "customer";

        await _world.RunAsync();

        var row = await _world.RowAsync(Instance);
        row.Deliveries.Select(delivery => delivery.State).Should().Equal(DeliveryState.Imported, DeliveryState.Quarantined);
        row.ObjectKey.Should().Be(ImportWorld.KeyOf(first, Instance));
        row.ObjectOf(row.Deliveries[1]).Should().Be(ObjectKeys.ForRefused(second.Id, Instance, row.Receipt));
        (await _world.Store.FindAsync(copy, default)).Should().BeNull();
        (await _world.Store.FindAsync(row.ObjectKey!.Value, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_redrive_of_one_data_store_imports_its_own_object_and_not_the_other()
    {
        var (_, second) = await AddAsync();
        _world.HealthImaging.Outcomes[ObjectKeys.ForImport(Research, second.Id, Instance).Value] = "customer";
        await _world.RunAsync();

        var report = await new OperatorRedrive(_world.Batches, _world.Ledger, _world.Leases, _world.Store, _world.Time).RunAsync(second.Id, quarantinedToo: true, default);
        await _world.RunAsync();

        var row = await _world.RowAsync(Instance);
        row.Deliveries[1].Should().BeEquivalentTo(
            new { State = DeliveryState.Imported, Batch = (BatchId?)report.Batch.Id, ObjectKey = (ObjectKey?)ObjectKeys.ForImport(Research, report.Batch.Id, Instance) });
        _world.HealthImaging.Started.Select(job => job.DatastoreId).Should().BeEquivalentTo([ImportWorld.Datastore, Research, Research]);
    }

    [Fact]
    public async Task What_one_data_store_does_not_account_for_fails_there_alone()
    {
        var (_, second) = await AddAsync();
        _world.HealthImaging.Outcomes[ObjectKeys.ForImport(Research, second.Id, Instance).Value] = "nowhere";

        await _world.RunAsync();

        var row = await _world.RowAsync(Instance);
        row.Deliveries.Select(delivery => delivery.State).Should().Equal(DeliveryState.Imported, DeliveryState.Failed);
        ReconciledDay.LeastDone(row.Deliveries).Should().Be(DeliveryState.Failed);
    }

    [Fact]
    public async Task Two_batches_of_a_study_for_two_data_stores_run_at_the_same_time()
    {
        await AddAsync();

        (await _world.Dispatcher.RunOnceAsync(default)).Should().BeGreaterThan(0);
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        await _world.Dispatcher.RunOnceAsync(default);

        (await _world.Batches.ListBatchesAsync(BatchState.Importing, default).CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_forward_in_flight_holds_the_object_and_is_no_business_of_the_sweep()
    {
        var forward = new Delivery("pacs", DeliveryState.Stored) { ForwardTo = "PACS" };
        var (first, second) = await AddAsync(forward);
        var retention = new Retention(_world.Batches, _world.Leases, _world.Store, TimeSpan.FromDays(7), "test", _world.Time);
        await _world.RunAsync();
        _world.Time.Advance(TimeSpan.FromDays(8));

        (await retention.RunOnceAsync(default)).Should().Be(0);
        (await _world.Sweep.RunOnceAsync(default)).Redriven.Should().Be(0);
        var row = await _world.RowAsync(Instance);
        (await _world.Ledger.FinishAsync(row.Key, forward with { State = DeliveryState.Forwarded }, null, default)).Should().BeTrue();

        (await retention.RunOnceAsync(default)).Should().Be(2);
        (await _world.Store.FindAsync(ImportWorld.KeyOf(first, Instance), default)).Should().BeNull();
        (await _world.Store.FindAsync(ObjectKeys.ForImport(Research, second.Id, Instance), default)).Should().BeNull();
    }

    /// <summary>One instance in two sealed batches, with an object in each.</summary>
    private async Task<(BatchRow First, BatchRow Second)> AddAsync(params Delivery[] further)
    {
        var first = await _world.AddBatchAsync("1.1");
        var second = first with { Id = BatchId.Create(_world.Time), DatastoreId = Research, Version = 0 };
        await _world.Batches.AddBatchAsync(second, default);
        await _world.AddObjectAsync(first, Instance);
        var copy = ObjectKeys.ForImport(Research, second.Id, Instance);
        await using (var writer = await _world.Store.CreateAsync(copy, default))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(new byte[10]), default);
            await writer.CommitAsync(default);
        }
        var row = RowPerObject.Row(ImportWorld.KeyOf(first, Instance), first.Id, "1.1", ReceiptId.Create(_world.Time));
        var research = new Delivery("research", DeliveryState.Stored) { Batch = second.Id, ObjectKey = copy };
        await _world.Ledger.AddAsync(row with { Deliveries = [.. row.Deliveries, research, .. further] }, default);
        return (first, second);
    }
}
