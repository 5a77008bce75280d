using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.Batching;

/// <summary>Batches while the lease of their process, or their rows, are in doubt.</summary>
public sealed class BatchOwnershipTests : IAsyncLifetime
{
    private readonly BatchSite _site = new();

    public async ValueTask InitializeAsync() => await _site.Lease.RenewAsync(default);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_batch_whose_row_is_still_being_written_is_not_closed_before_it_and_not_left_open_after_it()
    {
        var written = await GiveUpWhileTheRowIsWrittenAsync();
        await _site.PassAsync(TimeSpan.FromSeconds(30));

        written.SetResult();
        await _site.PassAsync(TimeSpan.FromSeconds(30));

        _site.Only().State.Should().Be(BatchState.Empty);
        _site.Batches.OpenCount.Should().Be(0);
    }

    [Fact]
    public async Task A_row_that_could_not_be_written_for_an_instance_that_gave_up_is_forgotten()
    {
        var written = await GiveUpWhileTheRowIsWrittenAsync();

        written.SetException(new StorageUnavailableException("away"));
        await _site.PassAsync(TimeSpan.FromSeconds(30));

        _site.Ledger.Rows.Should().BeEmpty();
        _site.Batches.OpenCount.Should().Be(0);
    }

    [Fact]
    public async Task An_orderly_stop_waits_for_rows_that_are_still_being_written()
    {
        var written = await GiveUpWhileTheRowIsWrittenAsync();

        var stopping = _site.Batches.StopAsync(default).AsTask();
        stopping.IsCompleted.Should().BeFalse();
        written.SetResult();
        await stopping;

        _site.Only().Should().BeEquivalentTo(new { State = BatchState.Empty, SealReason = SealReason.Shutdown });
    }

    [Fact]
    public async Task Without_a_lease_nothing_is_admitted()
    {
        _site.Time.Advance(TimeSpan.FromSeconds(60));

        await FluentActions.Awaiting(() => _site.AdmitAsync("1.1")).Should().ThrowAsync<StorageUnavailableException>();
    }

    [Fact]
    public async Task Success_needs_a_lease_that_lasts()
    {
        var admission = await _site.AdmitAsync("1.1");
        _site.Time.Advance(TimeSpan.FromSeconds(45));
        admission.Acknowledge();

        _site.Time.Advance(TimeSpan.FromSeconds(1));

        admission.Invoking(a => a.Acknowledge()).Should().Throw<StoreFailureException>().Which.Status.Should().Be(DimseStatus.OutOfResources);
        await _site.Lease.RenewAsync(default);
        admission.Acknowledge();
    }

    [Fact]
    public async Task A_process_that_lost_its_lease_comes_back_as_another_and_leaves_its_batches_to_the_sweep()
    {
        var admission = await _site.AdmitAsync("1.1");
        var owner = _site.Only().Owner;
        _site.Time.Advance(TimeSpan.FromSeconds(61));
        await _site.Lease.RenewAsync(default);

        _site.Lease.Holder.Should().NotBe(owner);
        admission.Invoking(a => a.Acknowledge()).Should().Throw<StoreFailureException>();
        await BatchSite.SettleAsync(admission, 10, acknowledge: false);
        await _site.PassAsync(TimeSpan.FromSeconds(30));

        _site.Only().Should().BeEquivalentTo(new { State = BatchState.Open, Owner = owner });
        await _site.StoreAsync("1.2");
        _site.Ledger.Rows[1].Owner.Should().Be(_site.Lease.Holder);
    }

    [Fact]
    public async Task A_batch_that_the_sweep_has_sealed_is_let_go()
    {
        await _site.StoreAsync("1.1");
        var seen = _site.Only();
        await _site.Ledger.UpdateBatchAsync(seen with { State = BatchState.Sealed, SealReason = SealReason.OwnerLost }, default);

        await _site.PassAsync(TimeSpan.FromSeconds(30));

        _site.Only().SealReason.Should().Be(SealReason.OwnerLost);
    }

    [Fact]
    public async Task A_ledger_that_fails_while_sealing_is_asked_again()
    {
        await _site.StoreAsync("1.1");
        _site.Ledger.FailNext = true;
        await FluentActions.Awaiting(() => _site.PassAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<StorageUnavailableException>();

        await _site.PassAsync(TimeSpan.FromSeconds(1));

        _site.Only().State.Should().Be(BatchState.Sealed);
    }

    [Fact]
    public async Task A_batch_row_that_cannot_be_written_refuses_its_instances_and_the_next_try_opens_another()
    {
        _site.Ledger.FailNext = true;
        await FluentActions.Awaiting(() => _site.AdmitAsync("1.1")).Should().ThrowAsync<StorageUnavailableException>();

        await _site.StoreAsync("1.1");

        _site.Only().State.Should().Be(BatchState.Open);
    }

    [Fact]
    public async Task An_orderly_stop_seals_at_once_and_admits_no_more()
    {
        await _site.StoreAsync("1.1");

        await _site.Batches.StopAsync(default);
        await _site.Lease.ReleaseAsync(default);

        _site.Only().Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Shutdown });
        await FluentActions.Awaiting(() => _site.AdmitAsync("1.2")).Should().ThrowAsync<StorageUnavailableException>();
        (await _site.Ledger.FindLeaseAsync(LeaseNames.Process(_site.Only().Owner), default)).Should().BeNull();
    }

    /// <summary>The batch of an instance that did not wait for it; its row is written when the test says so.</summary>
    private async Task<TaskCompletionSource> GiveUpWhileTheRowIsWrittenAsync()
    {
        var written = new TaskCompletionSource();
        _site.Ledger.BeforeAdd = written.Task;
        using var gaveUp = new CancellationTokenSource();
        var admitting = _site.AdmitAsync("1.1", gaveUp.Token);
        await gaveUp.CancelAsync();
        await FluentActions.Awaiting(() => admitting).Should().ThrowAsync<OperationCanceledException>();
        return written;
    }
}
