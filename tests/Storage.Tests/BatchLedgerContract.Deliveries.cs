using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests;

// Deliveries in batches, and leases.
public abstract partial class BatchLedgerContract
{
    [Fact]
    public async Task Instances_of_a_batch_are_those_with_a_delivery_in_it()
    {
        var batch = Batch(Noon);
        var rows = Enumerable.Range(0, 3).Select(n => Row($"1.2.{n}") with { Deliveries = [InFlight(batch.Id)] }).ToList();
        foreach (var row in rows)
            await _ledger.AddAsync(row, None);
        await _ledger.AddAsync(Row("1.2.9"), None);

        (await InstancesOfAsync(batch.Id)).Should().BeEquivalentTo(rows);
        (await InstancesOfAsync(BatchId.Create(TimeProvider.System))).Should().BeEmpty();
    }

    [Fact]
    public async Task An_import_result_reads_back()
    {
        var row = Row("1.2.3") with { Deliveries = [InFlight(BatchId.Create(TimeProvider.System))] };
        await _ledger.AddAsync(row, None);
        var imported = row.Deliveries[0] with
        {
            State = DeliveryState.Imported,
            EndedAt = Noon,
            Import = new ImportResult { ImageSetId = "0123456789abcdef0123456789abcdef", ImageSetVersion = 2, IsPrimary = false, Warnings = ["45330 InvalidOffsetTable"] },
        };

        (await _ledger.FinishAsync(row.Key, imported, null, None)).Should().BeTrue();
        (await _ledger.FinishAsync(row.Key, imported with { State = DeliveryState.Failed }, null, None)).Should().BeFalse();

        (await _ledger.FindByReceivedAsync("1.2.3", None)).Single().Deliveries.Single().Should().BeEquivalentTo(imported);
    }

    [Fact]
    public async Task A_result_of_a_batch_that_the_delivery_has_left_changes_nothing()
    {
        var (first, second) = (BatchId.Create(TimeProvider.System), BatchId.Create(TimeProvider.System));
        var row = Row("1.2.3") with { Deliveries = [InFlight(first)] };
        await _ledger.AddAsync(row, None);
        var key = NewKey();

        (await _ledger.ReassignAsync(row.Key, InFlight(first), second, key, None)).Should().BeTrue();
        (await _ledger.ReassignAsync(row.Key, InFlight(first), second, NewKey(), None)).Should().BeFalse();
        (await _ledger.FinishAsync(row.Key, InFlight(first) with { State = DeliveryState.Failed }, null, None)).Should().BeFalse();

        var moved = (await InstancesOfAsync(second)).Single();
        moved.ObjectKey.Should().Be(key);
        moved.Deliveries.Should().Equal(InFlight(second));
        (await InstancesOfAsync(first)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_delivery_in_flight_is_shown_as_far_as_its_batch_is()
    {
        var batch = Batch(Noon);
        await _batches.AddBatchAsync(batch, None);
        await _ledger.AddAsync(Row("1.2.3") with { Deliveries = [InFlight(batch.Id)] }, None);
        await _ledger.AddAsync(Row("1.2.4"), None);

        (await StatesAsync()).Should().BeEquivalentTo([DeliveryState.Stored, DeliveryState.Stored]);
        batch = await _batches.UpdateBatchAsync(batch with { State = BatchState.Sealed, SealedAt = Noon }, None);
        (await StatesAsync()).Should().BeEquivalentTo([DeliveryState.Stored, DeliveryState.Batched]);
        await _batches.UpdateBatchAsync(batch! with { State = BatchState.Importing }, None);
        (await StatesAsync()).Should().BeEquivalentTo([DeliveryState.Stored, DeliveryState.Importing]);

        var study = await _ledger.ListStudiesAsync(new InstanceQuery(), None).SingleAsync();
        study.Deliveries.Should().BeEquivalentTo(new Dictionary<DeliveryState, long> { [DeliveryState.Stored] = 1, [DeliveryState.Importing] = 1 });
        (await _ledger.CountAsync(None)).Deliveries.Should().BeEquivalentTo(study.Deliveries);
    }

    [Fact]
    public async Task An_instance_with_several_deliveries_is_found_by_each_of_its_batches_and_by_each_of_its_objects()
    {
        var (first, second) = (BatchId.Create(TimeProvider.System), BatchId.Create(TimeProvider.System));
        var copy = ObjectKeys.ForImport("d2", second, "1.2.3");
        var row = Row("1.2.3") with { Deliveries = [InFlight(first), Further(second, copy), new Delivery("pacs", DeliveryState.Stored) { ForwardTo = "PACS" }] };

        await _ledger.AddAsync(row, None);

        (await InstancesOfAsync(first)).Should().BeEquivalentTo([row]);
        (await InstancesOfAsync(second)).Should().BeEquivalentTo([row]);
        (await _ledger.HasObjectAsync(row.ObjectKey!.Value, None)).Should().BeTrue();
        (await _ledger.HasObjectAsync(copy, None)).Should().BeTrue();
        (await _ledger.HasObjectAsync(ObjectKeys.ForImport("d2", first, "1.2.3"), None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_delivery_that_goes_on_in_another_batch_takes_its_own_object_along_and_no_other()
    {
        var (first, second, third) = (BatchId.Create(TimeProvider.System), BatchId.Create(TimeProvider.System), BatchId.Create(TimeProvider.System));
        var further = Further(second, NewKey());
        var row = Row("1.2.3") with { Deliveries = [InFlight(first), further] };
        await _ledger.AddAsync(row, None);
        var moved = NewKey();

        (await _ledger.ReassignAsync(row.Key, further, third, moved, None)).Should().BeTrue();

        (await InstancesOfAsync(second)).Should().BeEmpty();
        (await InstancesOfAsync(first)).Should().ContainSingle().Which.ObjectKey.Should().Be(row.ObjectKey);
        var found = (await InstancesOfAsync(third)).Should().ContainSingle().Subject;
        found.ObjectOf(found.Deliveries[1]).Should().Be(moved);
        found.Deliveries[1].Batch.Should().Be(third);

        var quarantine = NewKey();
        await _ledger.FinishAsync(row.Key, InFlight(first) with { State = DeliveryState.Quarantined }, quarantine, None);
        found = (await InstancesOfAsync(third)).Single();
        found.ObjectKey.Should().Be(quarantine);
        found.ObjectOf(found.Deliveries[1]).Should().Be(moved);
        found.Deliveries[1].State.Should().Be(DeliveryState.Stored);
    }

    [Fact]
    public async Task Each_of_several_deliveries_is_shown_as_far_as_its_own_batch_is()
    {
        var (first, second) = (Batch(Noon), Batch(Noon));
        await _batches.AddBatchAsync(first, None);
        await _batches.AddBatchAsync(second with { State = BatchState.Importing }, None);
        await _ledger.AddAsync(
            Row("1.2.3") with
            {
                Deliveries =
                [
                    new Delivery("pacs", DeliveryState.Stored) { ForwardTo = "PACS" }, Further(second.Id, NewKey()), InFlight(first.Id),
                ],
            },
            None);
        await _ledger.AddAsync(Row("1.2.4") with { Deliveries = [new Delivery("a", DeliveryState.Stored), new Delivery("b", DeliveryState.Stored)] }, None);

        DeliveryState[] expected = [DeliveryState.Stored, DeliveryState.Importing, DeliveryState.Stored];
        var rows = await _ledger.ListInstancesAsync(new InstanceQuery(), None).ToListAsync();
        rows.Single(row => row.Stored.SOPInstanceUID == "1.2.3").Deliveries.Select(delivery => delivery.State).Should().Equal(expected);
        var counts = new Dictionary<DeliveryState, long> { [DeliveryState.Stored] = 4, [DeliveryState.Importing] = 1 };
        (await _ledger.ListStudiesAsync(new InstanceQuery(), None).SingleAsync()).Deliveries.Should().BeEquivalentTo(counts);
        (await _ledger.CountAsync(None)).Deliveries.Should().BeEquivalentTo(counts);
    }

    [Fact]
    public async Task A_final_batch_is_stranded_by_its_own_deliveries_only()
    {
        var (first, second) = (Batch(Noon), Batch(Noon));
        foreach (var batch in new[] { first, second })
            await _batches.AddBatchAsync(batch with { State = BatchState.Completed, ClosedAt = Noon }, None);
        var row = Row("1.2.3") with
        {
            Deliveries = [InFlight(first.Id), Further(second.Id, NewKey()), new Delivery("pacs", DeliveryState.Stored) { ForwardTo = "PACS" }],
        };
        await _ledger.AddAsync(row, None);

        (await StrandedAsync()).Should().HaveCount(2).And.Contain([first.Id, second.Id]);
        await _ledger.FinishAsync(row.Key, InFlight(first.Id) with { State = DeliveryState.Imported }, null, None);
        (await StrandedAsync()).Should().Equal(second.Id);
        await _ledger.FinishAsync(row.Key, Further(second.Id, NewKey()) with { State = DeliveryState.Imported }, null, None);
        (await StrandedAsync()).Should().BeEmpty("the forward is nothing of theirs");
    }

    [Fact]
    public async Task A_lease_is_taken_kept_and_taken_over_when_it_has_ended()
    {
        var ours = new Lease("dispatcher", "a", Noon.AddSeconds(60));
        var theirs = new Lease("dispatcher", "b", Noon.AddSeconds(200));

        (await _leases.TakeLeaseAsync(ours, Noon, None)).Should().BeTrue();
        (await _leases.TakeLeaseAsync(theirs, Noon.AddSeconds(60), None)).Should().BeFalse();
        (await _leases.TakeLeaseAsync(ours with { ExpiresAt = Noon.AddSeconds(70) }, Noon, None)).Should().BeTrue();
        (await _leases.TakeLeaseAsync(theirs, Noon.AddSeconds(71), None)).Should().BeTrue();
        (await _leases.TakeLeaseAsync(ours, Noon, None)).Should().BeFalse();
        (await _leases.FindLeaseAsync("dispatcher", None)).Should().Be(theirs);

        await _leases.ReleaseLeaseAsync("dispatcher", "a", None);
        (await _leases.FindLeaseAsync("dispatcher", None)).Should().Be(theirs);
        await _leases.ReleaseLeaseAsync("dispatcher", "b", None);
        (await _leases.FindLeaseAsync("dispatcher", None)).Should().BeNull();
    }

    private static Delivery InFlight(BatchId batch) => new(Delivery.DefaultRoute, DeliveryState.Stored) { Batch = batch };

    private static Delivery Further(BatchId batch, ObjectKey key) => new("research", DeliveryState.Stored) { Batch = batch, ObjectKey = key };

    private async Task<List<BatchId>> StrandedAsync() => await _batches.ListStrandedAsync(Noon.AddDays(-1), None).Select(batch => batch.Id).ToListAsync();

    private static BatchRow Batch(DateTimeOffset openedAt, string study = Study) => new()
    {
        Id = BatchAt(openedAt),
        DatastoreId = "0123456789abcdef0123456789abcdef",
        StudyInstanceUID = study,
        Owner = "process-1",
        OpenedAt = openedAt,
    };

    private async Task<List<DeliveryState>> StatesAsync() =>
        await _ledger.ListInstancesAsync(new InstanceQuery(), None).Select(row => row.Deliveries.Single().State).ToListAsync();

    private async Task<List<BatchRow>> ListAsync(BatchState state) => await _batches.ListBatchesAsync(state, None).ToListAsync();

    private async Task<List<BatchRow>> ListAsync(BatchQuery query) => await _batches.ListBatchesAsync(query, None).ToListAsync();

    private async Task<List<InstanceRow>> InstancesOfAsync(BatchId batch) => await _batches.ListInstancesOfAsync(batch, None).ToListAsync();
}
