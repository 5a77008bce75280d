using StoreScp.Storage;

namespace StoreScp.Import.Tests;

public sealed class SweepTests : IAsyncDisposable
{
    private readonly ImportWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_open_batch_of_a_process_whose_lease_has_ended_is_sealed_with_all_that_is_in_it()
    {
        await LeaseAsync("p1");
        var batch = await _world.AddOpenBatchAsync("1.1", "p1", "9.1");
        await _world.AddObjectAsync(batch, "9.2");

        _world.Time.Advance(TimeSpan.FromSeconds(75));
        (await _world.Sweep.RunOnceAsync(default)).Sealed.Should().Be(0, "clocks differ");
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        (await _world.Sweep.RunOnceAsync(default)).Sealed.Should().Be(1);

        (await _world.FindAsync(batch)).Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.OwnerLost, Instances = 2, Bytes = 20L });
        await _world.RunAsync();
        (await _world.DeliveryAsync("9.1")).State.Should().Be(DeliveryState.Imported);
        (await _world.DeliveryAsync("9.2")).State.Should().Be(DeliveryState.Imported);
    }

    [Fact]
    public async Task The_open_batch_of_a_living_process_is_left_alone()
    {
        var batch = await _world.AddOpenBatchAsync("1.1", "p1", "9.1");
        await LeaseAsync("p1");

        (await _world.Sweep.RunOnceAsync(default)).IsQuiet.Should().BeTrue();

        (await _world.FindAsync(batch)).Should().Be(batch);
    }

    [Fact]
    public async Task An_abandoned_batch_with_nothing_in_it_is_closed_as_empty()
    {
        var batch = await _world.AddOpenBatchAsync("1.1", "gone");

        await _world.Sweep.RunOnceAsync(default);

        (await _world.FindAsync(batch)).State.Should().Be(BatchState.Empty);
    }

    [Fact]
    public async Task A_batch_whose_start_broke_off_gets_its_execution()
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1");
        batch = (await _world.Batches.UpdateBatchAsync(batch with { State = BatchState.Importing, Executions = 1, StartedAt = _world.Time.GetUtcNow() }, default))!;

        (await _world.Sweep.RunOnceAsync(default)).IsQuiet.Should().BeTrue("it may be starting just now");
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        (await _world.Sweep.RunOnceAsync(default)).Restarted.Should().Be(1);
        await _world.RunAsync();

        (await _world.FindAsync(batch)).Should().BeEquivalentTo(new { State = BatchState.Completed, Executions = 1 });
    }

    [Fact]
    public async Task A_batch_whose_execution_ended_too_early_gets_another_and_the_job_is_not_started_twice()
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1");
        await _world.Dispatcher.RunOnceAsync(default);
        batch = await _world.FindAsync(batch);
        // The execution gets as far as its job; then the ledger says that a later one has the batch, as after a takeover.
        await _world.Workflows.RunDueAsync(default);
        await EndExecutionAsync(batch);

        (await _world.Sweep.RunOnceAsync(default)).Restarted.Should().Be(1);
        await _world.RunAsync();

        (await _world.FindAsync(batch)).Should().BeEquivalentTo(new { State = BatchState.Completed });
        _world.HealthImaging.Started.Should().ContainSingle();
        (await _world.DeliveryAsync("9.1")).State.Should().Be(DeliveryState.Imported);
    }

    [Fact]
    public async Task A_row_that_came_after_its_batch_was_final_goes_into_another_batch()
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1");
        await _world.RunAsync();
        await _world.AddObjectAsync(batch, "9.2");
        await _world.AddRowAsync(batch, "9.2");

        (await _world.Sweep.RunOnceAsync(default)).Redriven.Should().Be(1);
        (await _world.Sweep.RunOnceAsync(default)).IsQuiet.Should().BeTrue();
        await _world.RunAsync();

        (await _world.DeliveryAsync("9.2")).State.Should().Be(DeliveryState.Imported);
    }

    [Fact]
    public async Task A_row_that_came_after_the_job_of_an_abandoned_batch_had_begun_is_imported_by_another()
    {
        var batch = await _world.AddOpenBatchAsync("1.1", "gone", "9.1");
        await _world.Sweep.RunOnceAsync(default);
        await _world.Dispatcher.RunOnceAsync(default);
        await _world.Workflows.RunDueAsync(default);
        await _world.AddObjectAsync(batch, "9.2");
        await _world.AddRowAsync(batch, "9.2");

        await _world.RunAsync();

        (await _world.DeliveryAsync("9.1")).Should().BeEquivalentTo(new { State = DeliveryState.Imported, Batch = (BatchId?)batch.Id });
        (await _world.DeliveryAsync("9.2")).Should().BeEquivalentTo(new { State = DeliveryState.Imported, Batch = (BatchId?)BatchId.After(batch.Id, 0) });
    }

    [Fact]
    public async Task A_late_row_whose_object_is_missing_fails_and_holds_nothing_else_up()
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1");
        await _world.RunAsync();
        await _world.AddRowAsync(batch, "9.2");
        await _world.AddObjectAsync(batch, "9.3");
        await _world.AddRowAsync(batch, "9.3");

        await _world.Sweep.RunOnceAsync(default);
        await _world.RunAsync();

        (await _world.DeliveryAsync("9.2")).Should().BeEquivalentTo(new { State = DeliveryState.Failed, Reason = "The object is missing from the store" });
        (await _world.DeliveryAsync("9.3")).State.Should().Be(DeliveryState.Imported);
        (await _world.Sweep.RunOnceAsync(default)).IsQuiet.Should().BeTrue();
    }

    [Fact]
    public async Task While_another_process_sweeps_nothing_is_done()
    {
        await _world.AddOpenBatchAsync("1.1", "gone", "9.1");
        await _world.Leases.TakeLeaseAsync(new Lease(LeaseNames.ImportSweep, "other", _world.Time.GetUtcNow().AddMinutes(5)), DateTimeOffset.MinValue, default);

        (await _world.Sweep.RunOnceAsync(default)).IsQuiet.Should().BeTrue();
    }

    private Task LeaseAsync(string owner) =>
        _world.Leases.TakeLeaseAsync(new Lease(LeaseNames.Process(owner), owner, _world.Time.GetUtcNow().AddSeconds(60)), DateTimeOffset.MinValue, default).AsTask();

    /// <summary>Ends the execution in its next Task: for that one the batch belongs to a later execution.</summary>
    private async Task EndExecutionAsync(BatchRow batch)
    {
        var latest = await _world.FindAsync(batch);
        var taken = (await _world.Batches.UpdateBatchAsync(latest with { Executions = 2 }, default))!;
        while (await _world.Workflows.DescribeAsync($"{batch.Id}.e1", default) == WorkflowStatus.Running)
        {
            var next = await _world.Workflows.RunDueAsync(default);
            _world.Time.Advance(next > _world.Time.GetUtcNow() ? next.Value - _world.Time.GetUtcNow() : TimeSpan.Zero);
        }
        await _world.Batches.UpdateBatchAsync(taken with { Executions = 1 }, default);
        _world.Time.Advance(TimeSpan.FromMinutes(2));
    }
}
