using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests;

/// <summary>What every <see cref="IBatchLedger"/> and <see cref="ILeaseLedger"/> keeps to; each adapter runs these facts.</summary>
public abstract partial class BatchLedgerContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private ILedger _ledger = null!;
    private IBatchLedger _batches = null!;
    private ILeaseLedger _leases = null!;

    public async ValueTask InitializeAsync() => (_ledger, _batches, _leases) = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>More than the ledger reads at once.</summary>
    protected abstract int ManyBatches { get; }

    protected abstract ValueTask<(ILedger Ledger, IBatchLedger Batches, ILeaseLedger Leases)> OpenAsync();

    [Fact]
    public async Task A_batch_reads_back_as_it_was_added_and_updated()
    {
        var batch = Batch(Noon);
        (await _batches.AddBatchAsync(batch, None)).Should().BeTrue();
        (await _batches.AddBatchAsync(batch, None)).Should().BeFalse();
        (await _batches.FindBatchAsync(batch.Id, None)).Should().Be(batch);

        var changed = batch with
        {
            State = BatchState.Importing,
            SealedAt = Noon.AddSeconds(30),
            SealReason = SealReason.Quiet,
            Instances = 3,
            Bytes = 4_000_000_000,
            RedriveOf = BatchId.Create(TimeProvider.System),
            Redrives = 1,
            Executions = 2,
            Jobs = 2,
            StartedAt = Noon.AddSeconds(31),
            JobId = "abc",
            JobStatus = "SUBMITTED",
            JobSubmittedAt = Noon.AddSeconds(32),
            Reason = "because",
        };
        var updated = await _batches.UpdateBatchAsync(changed, None);

        updated.Should().Be(changed with { Version = 1 });
        (await _batches.FindBatchAsync(batch.Id, None)).Should().Be(updated);
        updated!.JobName.Should().Be(batch.Id + ".r2");
        updated.ExecutionName.Should().Be(batch.Id + ".e2");
    }

    [Fact]
    public async Task Of_two_updates_of_one_version_one_wins()
    {
        var batch = Batch(Noon);
        await _batches.AddBatchAsync(batch, None);

        var updates = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => _batches.UpdateBatchAsync(batch with { Instances = n }, None).AsTask()));

        var winner = updates.Should().ContainSingle(update => update != null).Subject;
        (await _batches.FindBatchAsync(batch.Id, None)).Should().Be(winner);
    }

    [Fact]
    public async Task Batches_of_a_state_come_in_the_order_in_which_they_got_there()
    {
        var late = Batch(Noon) with { State = BatchState.Sealed, SealedAt = Noon.AddMinutes(9) };
        var early = Batch(Noon.AddMinutes(1)) with { State = BatchState.Sealed, SealedAt = Noon.AddMinutes(2) };
        var open = Batch(Noon);
        foreach (var batch in new[] { late, early, open })
            await _batches.AddBatchAsync(batch, None);

        (await ListAsync(BatchState.Sealed)).Should().Equal(early, late);
        (await ListAsync(BatchState.Open)).Should().Equal(open);
        (await ListAsync(BatchState.Importing)).Should().BeEmpty();
    }

    [Fact]
    public async Task More_batches_than_a_page_holds_sealed_at_one_moment_are_all_listed()
    {
        var batches = Enumerable.Range(0, ManyBatches).Select(_ => Batch(Noon) with { State = BatchState.Sealed, SealedAt = Noon }).ToList();
        await Task.WhenAll(batches.Select(batch => _batches.AddBatchAsync(batch, None).AsTask()));

        (await ListAsync(BatchState.Sealed)).Should().BeEquivalentTo(batches);
    }

    [Fact]
    public async Task Operators_find_batches_by_study_state_and_age_newest_first()
    {
        var old = Batch(Noon, "1.2.3");
        var newer = Batch(Noon.AddHours(1), "1.2.3") with { State = BatchState.Failed };
        var other = Batch(Noon.AddHours(2), "1.2.4");
        foreach (var batch in new[] { old, newer, other })
            await _batches.AddBatchAsync(batch, None);

        (await ListAsync(new BatchQuery())).Should().Equal(other, newer, old);
        (await ListAsync(new BatchQuery { StudyInstanceUID = "1.2.3" })).Should().Equal(newer, old);
        (await ListAsync(new BatchQuery { State = BatchState.Failed })).Should().Equal(newer);
        (await ListAsync(new BatchQuery { Since = Noon.AddMinutes(30), Limit = 1 })).Should().Equal(other);
    }
}
