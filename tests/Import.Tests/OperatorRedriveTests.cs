using StoreScp.Import.Repair;
using StoreScp.Storage;

namespace StoreScp.Import.Tests;

public sealed class OperatorRedriveTests : IAsyncDisposable
{
    private readonly ImportWorld _world = new();

    private OperatorRedrive Redrive => new(_world.Batches, _world.Ledger, _world.Leases, _world.Store, _world.Time);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_batch_that_failed_as_a_whole_is_imported_from_the_same_prefix_under_another_token()
    {
        _world.HealthImaging.JobsToFail = 2;
        var batch = await _world.AddBatchAsync("1.1", "9.1", "9.2");
        await _world.RunAsync();
        (await _world.FindAsync(batch)).State.Should().Be(BatchState.Failed);

        var report = await Redrive.RunAsync(batch.Id, true, default);
        await _world.RunAsync();

        report.Should().BeEquivalentTo(new { Files = 2, IsWholeBatch = true, Batch = new { batch.Id, State = BatchState.Sealed, Jobs = 3, JobId = (string?)null } });
        (await _world.FindAsync(batch)).Should().BeEquivalentTo(new { State = BatchState.Completed, JobName = $"{batch.Id}.r3", Reason = (string?)null });
        _world.HealthImaging.Started.Select(job => job.ClientToken).Should().Equal($"{batch.Id}", $"{batch.Id}.r2", $"{batch.Id}.r3");
        _world.HealthImaging.Started.Select(job => job.InputS3Uri).Distinct().Should().ContainSingle();
        foreach (var instance in new[] { "9.1", "9.2" })
            (await _world.RowAsync(instance)).Should().Match<InstanceRow>(row => row.Deliveries.Single().State == DeliveryState.Imported && row.ObjectKey == ImportWorld.KeyOf(batch, instance));
    }

    [Fact]
    public async Task A_quarantined_file_goes_into_a_new_batch_from_where_it_is()
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1", "9.2");
        var key = ImportWorld.KeyOf(batch, "9.2");
        _world.HealthImaging.Outcomes[key.Value] = "customer";
        await _world.RunAsync();
        var refused = (await _world.RowAsync("9.2")).ObjectKey!.Value;
        refused.Should().NotBe(key);
        (await Redrive.RunAsync(batch.Id, quarantinedToo: false, default)).Files.Should().Be(0);

        var report = await Redrive.RunAsync(batch.Id, true, default);
        await _world.RunAsync();

        report.Should().BeEquivalentTo(new { Files = 1, IsWholeBatch = false, Batch = new { RedriveOf = batch.Id, State = BatchState.Sealed } });
        (await _world.DeliveryAsync("9.2")).Should().BeEquivalentTo(new { State = DeliveryState.Imported, Batch = (BatchId?)report.Batch.Id });
        (await _world.Store.FindAsync(refused, default)).Should().BeNull("it is in the new batch");
        _world.HealthImaging.Started.Should().HaveCount(2, "what was imported is not imported again");
    }

    [Fact]
    public async Task A_file_that_is_refused_again_can_be_redriven_again()
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1");
        _world.HealthImaging.Outcomes[ImportWorld.KeyOf(batch, "9.1").Value] = "customer";
        await _world.RunAsync();
        var first = (await Redrive.RunAsync(batch.Id, true, default)).Batch;
        _world.HealthImaging.Outcomes[ImportWorld.KeyOf(first, "9.1").Value] = "customer";
        await _world.RunAsync();

        (await Redrive.RunAsync(batch.Id, true, default)).Files.Should().Be(0, "the file is the new batch's by now");
        var second = await Redrive.RunAsync(first.Id, true, default);
        await _world.RunAsync();

        second.Files.Should().Be(1);
        (await _world.DeliveryAsync("9.1")).State.Should().Be(DeliveryState.Imported);
    }

    [Fact]
    public async Task A_redrive_that_broke_off_is_sealed_by_the_sweep_and_imported()
    {
        _world.HealthImaging.JobsToFail = 2;
        var batch = await _world.AddBatchAsync("1.1", "9.1", "9.2");
        await _world.RunAsync();
        var failing = new OperatorRedrive(_world.Batches, new FailingReassign(_world.Ledger, after: 1), _world.Leases, _world.Store, _world.Time);
        await FluentActions.Awaiting(async () => await failing.RunAsync(batch.Id, true, default)).Should().ThrowAsync<StorageUnavailableException>();

        (await _world.Sweep.RunOnceAsync(default)).IsQuiet.Should().BeTrue("the operator may still be at it");
        _world.Time.Advance(TimeSpan.FromMinutes(11));
        (await _world.Sweep.RunOnceAsync(default)).Sealed.Should().Be(1);
        await _world.RunAsync();
        await Redrive.RunAsync(batch.Id, true, default);
        await _world.RunAsync();

        (await _world.DeliveryAsync("9.1")).State.Should().Be(DeliveryState.Imported);
        (await _world.DeliveryAsync("9.2")).State.Should().Be(DeliveryState.Imported);
    }

    [Theory]
    [InlineData(BatchState.Open)]
    [InlineData(BatchState.Sealed)]
    [InlineData(BatchState.Importing)]
    public async Task A_batch_that_is_worked_on_is_left_alone(BatchState state)
    {
        var batch = await _world.AddOpenBatchAsync("1.1", "p1", "9.1");
        await _world.Batches.UpdateBatchAsync(batch with { State = state }, default);

        (await FluentActions.Awaiting(async () => await Redrive.RunAsync(batch.Id, true, default)).Should().ThrowAsync<RedriveRefusedException>())
            .Which.Message.Should().Contain($"is {state}");
    }

    [Fact]
    public async Task A_batch_that_is_not_there_is_refused() =>
        await FluentActions.Awaiting(async () => await Redrive.RunAsync(BatchId.Create(_world.Time), true, default)).Should().ThrowAsync<RedriveRefusedException>();
}
