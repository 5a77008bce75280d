using Microsoft.Extensions.Time.Testing;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Batching;
using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.Batching;

public sealed class BatchesTests : IAsyncLifetime
{
    private const string Study = "1.2.3";
    private const string Datastore = "d1";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryBatchLedger _ledger = new();
    private readonly ProcessLease _lease;
    private readonly Batches _batches;

    public BatchesTests()
    {
        _lease = new ProcessLease(_ledger, ProcessLease.DefaultLength, _time);
        _batches = new Batches(_ledger, _lease, new BatchOptions { MaximumFiles = 3, MaximumBytes = 1000, LargeFileBytes = 600 }, _time);
    }

    public async ValueTask InitializeAsync() => await _lease.RenewAsync(default);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_batch_is_sealed_when_its_study_has_been_quiet()
    {
        await StoreAsync("1.1");
        await PassAsync(TimeSpan.FromSeconds(20));
        await StoreAsync("1.2", bytes: 50);

        await PassAsync(TimeSpan.FromSeconds(29));
        Only().State.Should().Be(BatchState.Open);
        await PassAsync(TimeSpan.FromSeconds(1));

        Only().Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Quiet, Instances = 2, Bytes = 60L, StudyInstanceUID = Study, SealedAt = _time.GetUtcNow() });
    }

    [Fact]
    public async Task A_quiet_batch_is_held_while_an_earlier_one_of_its_study_is_being_imported()
    {
        await StoreAsync("1.1");
        await PassAsync(TimeSpan.FromSeconds(30));
        await StoreAsync("1.2");
        await PassAsync(TimeSpan.FromSeconds(30));
        _ledger.Rows[1].State.Should().Be(BatchState.Open);

        var first = (await _ledger.UpdateBatchAsync(_ledger.Rows[0] with { State = BatchState.Importing }, default))!;
        await PassAsync(TimeSpan.FromMinutes(10));
        _ledger.Rows[1].State.Should().Be(BatchState.Open);
        await StoreAsync("1.3");
        await _ledger.UpdateBatchAsync(first with { State = BatchState.Completed }, default);
        await PassAsync(TimeSpan.FromSeconds(30));

        _ledger.Rows.Should().HaveCount(2);
        _ledger.Rows[1].Should().BeEquivalentTo(new { State = BatchState.Sealed, Instances = 2 });
    }

    [Fact]
    public async Task A_full_batch_is_sealed_whatever_else_its_study_is_doing()
    {
        await StoreAsync("1.0");
        await PassAsync(TimeSpan.FromSeconds(30));
        foreach (var uid in new[] { "1.1", "1.2", "1.3" })
            await StoreAsync(uid);

        await PassAsync(TimeSpan.Zero);

        _ledger.Rows[1].Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Files });
    }

    [Fact]
    public async Task A_batch_with_something_in_flight_is_not_sealed_however_old()
    {
        var admission = await AdmitAsync("1.1");
        await PassAsync(TimeSpan.FromMinutes(11));
        Only().State.Should().Be(BatchState.Open);

        await SettleAsync(admission, 10);
        await PassAsync(TimeSpan.Zero);

        Only().Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Age });
    }

    [Fact]
    public async Task What_arrives_while_an_old_batch_waits_for_the_last_one_in_flight_opens_another()
    {
        using var slow = await AdmitAsync("1.1");
        await PassAsync(TimeSpan.FromMinutes(10));

        await StoreAsync("1.2");

        _ledger.Rows.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_second_content_of_a_UID_goes_to_another_batch()
    {
        var first = await StoreAsync("1.1");
        var second = await StoreAsync("1.1");

        second.Should().NotBe(first);
        await PassAsync(TimeSpan.FromSeconds(30));
        _ledger.Rows.Should().OnlyContain(row => row.State == BatchState.Sealed && row.Instances == 1);
    }

    [Fact]
    public async Task A_transfer_that_broke_off_may_come_again_in_the_same_batch()
    {
        (await AdmitAsync("1.1")).Dispose();

        await StoreAsync("1.1");

        Only().Instances.Should().Be(0, "the row knows only when it is sealed");
        await PassAsync(TimeSpan.FromSeconds(30));
        Only().Instances.Should().Be(1);
    }

    [Fact]
    public async Task A_full_batch_is_sealed_and_the_next_instance_opens_another()
    {
        foreach (var uid in new[] { "1.1", "1.2", "1.3", "1.4" })
            await StoreAsync(uid);

        await PassAsync(TimeSpan.Zero);

        _ledger.Rows.Should().HaveCount(2);
        _ledger.Rows[0].Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Files, Instances = 3 });
        _ledger.Rows[1].State.Should().Be(BatchState.Open);
    }

    [Fact]
    public async Task An_object_that_would_make_a_batch_too_large_moves_to_another()
    {
        await StoreAsync("1.1", bytes: 500);
        await StoreAsync("1.2", bytes: 400);

        var third = await AdmitAsync("1.3");
        third.BatchId.Should().Be(Only().Id, "its length is not known yet");
        var settled = await SettleAsync(third, 200);

        settled.Should().NotBe(_ledger.Rows[0].Id);
        await PassAsync(TimeSpan.Zero);
        _ledger.Rows[0].Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Bytes, Instances = 2, Bytes = 900L });
        _ledger.Rows[1].State.Should().Be(BatchState.Open);
    }

    [Fact]
    public async Task A_large_object_is_imported_alone_and_the_batch_of_its_study_goes_on()
    {
        await StoreAsync("1.1");
        await StoreAsync("1.2", bytes: 601);
        await StoreAsync("1.3");
        await PassAsync(TimeSpan.Zero);

        _ledger.Rows.Should().HaveCount(2);
        _ledger.Rows[1].Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.LargeFile, Instances = 1, Bytes = 601L });
        await _ledger.UpdateBatchAsync(_ledger.Rows[1] with { State = BatchState.Completed }, default);
        await PassAsync(TimeSpan.FromSeconds(30));
        _ledger.Rows[0].Instances.Should().Be(2);
    }

    [Fact]
    public async Task A_large_object_that_came_first_keeps_its_batch_to_itself()
    {
        using var early = await AdmitAsync("1.1");
        await StoreAsync("1.2", bytes: 601);

        (await SettleAsync(early, 10)).Should().NotBe(_ledger.Rows[0].Id);
    }

    [Fact]
    public async Task A_batch_that_nothing_came_of_is_closed_as_empty()
    {
        (await AdmitAsync("1.1")).Dispose();

        await PassAsync(TimeSpan.FromSeconds(30));

        Only().Should().BeEquivalentTo(new { State = BatchState.Empty, ClosedAt = _time.GetUtcNow() });
    }

    [Fact]
    public async Task A_batch_whose_row_is_still_being_written_is_not_closed_before_it_and_not_left_open_after_it()
    {
        var written = new TaskCompletionSource();
        _ledger.BeforeAdd = written.Task;
        using var gaveUp = new CancellationTokenSource();
        var admitting = _batches.AdmitAsync(Datastore, Study, "1.1", gaveUp.Token);
        await gaveUp.CancelAsync();
        await FluentActions.Awaiting(async () => await admitting).Should().ThrowAsync<OperationCanceledException>();
        await PassAsync(TimeSpan.FromSeconds(30));

        written.SetResult();
        await PassAsync(TimeSpan.FromSeconds(30));

        Only().State.Should().Be(BatchState.Empty);
        _batches.OpenCount.Should().Be(0);
    }

    [Fact]
    public async Task A_row_that_could_not_be_written_for_an_instance_that_gave_up_is_forgotten()
    {
        var written = new TaskCompletionSource();
        _ledger.BeforeAdd = written.Task;
        using var gaveUp = new CancellationTokenSource();
        var admitting = _batches.AdmitAsync(Datastore, Study, "1.1", gaveUp.Token);
        await gaveUp.CancelAsync();
        await FluentActions.Awaiting(async () => await admitting).Should().ThrowAsync<OperationCanceledException>();

        written.SetException(new StorageUnavailableException("away"));
        await PassAsync(TimeSpan.FromSeconds(30));

        _ledger.Rows.Should().BeEmpty();
        _batches.OpenCount.Should().Be(0);
    }

    [Fact]
    public async Task An_orderly_stop_waits_for_rows_that_are_still_being_written()
    {
        var written = new TaskCompletionSource();
        _ledger.BeforeAdd = written.Task;
        using var gaveUp = new CancellationTokenSource();
        var admitting = _batches.AdmitAsync(Datastore, Study, "1.1", gaveUp.Token);
        await gaveUp.CancelAsync();
        await FluentActions.Awaiting(async () => await admitting).Should().ThrowAsync<OperationCanceledException>();

        var stopping = _batches.StopAsync(default).AsTask();
        stopping.IsCompleted.Should().BeFalse();
        written.SetResult();
        await stopping;

        Only().Should().BeEquivalentTo(new { State = BatchState.Empty, SealReason = SealReason.Shutdown });
    }

    [Fact]
    public async Task A_duplicate_does_not_count()
    {
        await StoreAsync("1.1");
        using (var duplicate = await AdmitAsync("1.2"))
        {
            duplicate.MayHaveObject = true;
            using var settled = await duplicate.SettleAsync(10, default);
            settled.Withdraw(10);
        }

        await PassAsync(TimeSpan.FromSeconds(30));

        Only().Should().BeEquivalentTo(new { Instances = 1, Bytes = 10L });
    }

    [Fact]
    public async Task Each_study_has_its_own_batch_and_many_instances_share_one_row()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(n => StoreAsync($"1.{n}")));
        await StoreAsync("1.1", study: "9.9");

        _ledger.Rows.Select(row => row.StudyInstanceUID).Should().Equal(Study, "9.9");
    }

    [Fact]
    public async Task A_study_has_a_batch_for_each_data_store_and_one_does_not_hold_the_other()
    {
        await StoreAsync("1.1");
        await PassAsync(TimeSpan.FromSeconds(30));
        await StoreAsync("1.1", datastore: "d2");
        await StoreAsync("1.2", datastore: "d2");

        await PassAsync(TimeSpan.FromSeconds(30));

        _ledger.Rows.Select(row => (row.DatastoreId, row.State, row.Instances)).Should().Equal(("d1", BatchState.Sealed, 1), ("d2", BatchState.Sealed, 2));
    }

    [Fact]
    public async Task Without_a_lease_nothing_is_admitted()
    {
        _time.Advance(TimeSpan.FromSeconds(60));

        await FluentActions.Awaiting(() => AdmitAsync("1.1")).Should().ThrowAsync<StorageUnavailableException>();
    }

    [Fact]
    public async Task Success_needs_a_lease_that_lasts()
    {
        var admission = await AdmitAsync("1.1");
        _time.Advance(TimeSpan.FromSeconds(45));
        admission.Acknowledge();

        _time.Advance(TimeSpan.FromSeconds(1));

        admission.Invoking(a => a.Acknowledge()).Should().Throw<StoreFailureException>().Which.Status.Should().Be(DimseStatus.OutOfResources);
        await _lease.RenewAsync(default);
        admission.Acknowledge();
    }

    [Fact]
    public async Task A_process_that_lost_its_lease_comes_back_as_another_and_leaves_its_batches_to_the_sweep()
    {
        var admission = await AdmitAsync("1.1");
        var owner = Only().Owner;
        _time.Advance(TimeSpan.FromSeconds(61));
        await _lease.RenewAsync(default);

        _lease.Holder.Should().NotBe(owner);
        admission.Invoking(a => a.Acknowledge()).Should().Throw<StoreFailureException>();
        await SettleAsync(admission, 10, acknowledge: false);
        await PassAsync(TimeSpan.FromSeconds(30));

        Only().Should().BeEquivalentTo(new { State = BatchState.Open, Owner = owner });
        await StoreAsync("1.2");
        _ledger.Rows[1].Owner.Should().Be(_lease.Holder);
    }

    [Fact]
    public async Task A_batch_that_the_sweep_has_sealed_is_let_go()
    {
        await StoreAsync("1.1");
        var seen = Only();
        await _ledger.UpdateBatchAsync(seen with { State = BatchState.Sealed, SealReason = SealReason.OwnerLost }, default);

        await PassAsync(TimeSpan.FromSeconds(30));

        Only().SealReason.Should().Be(SealReason.OwnerLost);
    }

    [Fact]
    public async Task A_ledger_that_fails_while_sealing_is_asked_again()
    {
        await StoreAsync("1.1");
        _ledger.FailNext = true;
        await FluentActions.Awaiting(() => PassAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<StorageUnavailableException>();

        await PassAsync(TimeSpan.FromSeconds(1));

        Only().State.Should().Be(BatchState.Sealed);
    }

    [Fact]
    public async Task A_batch_row_that_cannot_be_written_refuses_its_instances_and_the_next_try_opens_another()
    {
        _ledger.FailNext = true;
        await FluentActions.Awaiting(() => AdmitAsync("1.1")).Should().ThrowAsync<StorageUnavailableException>();

        await StoreAsync("1.1");

        Only().State.Should().Be(BatchState.Open);
    }

    [Fact]
    public async Task An_orderly_stop_seals_at_once_and_admits_no_more()
    {
        await StoreAsync("1.1");

        await _batches.StopAsync(default);
        await _lease.ReleaseAsync(default);

        Only().Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Shutdown });
        await FluentActions.Awaiting(() => AdmitAsync("1.2")).Should().ThrowAsync<StorageUnavailableException>();
        (await _ledger.FindLeaseAsync(LeaseNames.Process(Only().Owner), default)).Should().BeNull();
    }

    private BatchRow Only() => _ledger.Rows.Should().ContainSingle().Subject;

    private async Task<BatchId> StoreAsync(string uid, long bytes = 10, string study = Study, string datastore = Datastore) =>
        await SettleAsync(await _batches.AdmitAsync(datastore, study, uid, default), bytes);

    private Task<Admission> AdmitAsync(string uid) => _batches.AdmitAsync(Datastore, Study, uid, default).AsTask();

    private static async Task<BatchId> SettleAsync(Admission admission, long bytes, bool acknowledge = true)
    {
        using (admission)
        {
            admission.MayHaveObject = true;
            using var settled = await admission.SettleAsync(bytes, default);
            settled.MayHaveObject = true;
            if (acknowledge)
                settled.Acknowledge();
            return settled.BatchId;
        }
    }

    /// <summary>Lets time pass with the lease being renewed, then seals what is due.</summary>
    private async Task PassAsync(TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= _lease.RenewEvery)
        {
            _time.Advance(left < _lease.RenewEvery ? left : _lease.RenewEvery);
            await _lease.RenewAsync(default);
        }
        await _batches.SealDueAsync(default);
    }
}
