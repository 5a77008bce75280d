using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.Batching;

/// <summary>What goes into which batch, and when it is sealed.</summary>
public sealed class BatchesTests : IAsyncLifetime
{
    private readonly BatchSite _site = new();

    public async ValueTask InitializeAsync() => await _site.Lease.RenewAsync(default);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_batch_is_sealed_when_its_study_has_been_quiet()
    {
        await _site.StoreAsync("1.1");
        await _site.PassAsync(TimeSpan.FromSeconds(20));
        await _site.StoreAsync("1.2", bytes: 50);

        await _site.PassAsync(TimeSpan.FromSeconds(29));
        _site.Only().State.Should().Be(BatchState.Open);
        await _site.PassAsync(TimeSpan.FromSeconds(1));

        _site.Only().Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Quiet, Instances = 2, Bytes = 60L, StudyInstanceUID = BatchSite.Study, SealedAt = _site.Time.GetUtcNow() });
    }

    [Fact]
    public async Task A_quiet_batch_is_held_while_an_earlier_one_of_its_study_is_being_imported()
    {
        await _site.StoreAsync("1.1");
        await _site.PassAsync(TimeSpan.FromSeconds(30));
        await _site.StoreAsync("1.2");
        await _site.PassAsync(TimeSpan.FromSeconds(30));
        _site.Ledger.Rows[1].State.Should().Be(BatchState.Open);

        var first = (await _site.Ledger.UpdateBatchAsync(_site.Ledger.Rows[0] with { State = BatchState.Importing }, default))!;
        await _site.PassAsync(TimeSpan.FromMinutes(10));
        _site.Ledger.Rows[1].State.Should().Be(BatchState.Open);
        await _site.StoreAsync("1.3");
        await _site.Ledger.UpdateBatchAsync(first with { State = BatchState.Completed }, default);
        await _site.PassAsync(TimeSpan.FromSeconds(30));

        _site.Ledger.Rows.Should().HaveCount(2);
        _site.Ledger.Rows[1].Should().BeEquivalentTo(new { State = BatchState.Sealed, Instances = 2 });
    }

    [Fact]
    public async Task A_full_batch_is_sealed_whatever_else_its_study_is_doing()
    {
        await _site.StoreAsync("1.0");
        await _site.PassAsync(TimeSpan.FromSeconds(30));
        foreach (var uid in new[] { "1.1", "1.2", "1.3" })
            await _site.StoreAsync(uid);

        await _site.PassAsync(TimeSpan.Zero);

        _site.Ledger.Rows[1].Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Files });
    }

    [Fact]
    public async Task A_batch_with_something_in_flight_is_not_sealed_however_old()
    {
        var admission = await _site.AdmitAsync("1.1");
        await _site.PassAsync(TimeSpan.FromMinutes(11));
        _site.Only().State.Should().Be(BatchState.Open);

        await BatchSite.SettleAsync(admission, 10);
        await _site.PassAsync(TimeSpan.Zero);

        _site.Only().Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Age });
    }

    [Fact]
    public async Task What_arrives_while_an_old_batch_waits_for_the_last_one_in_flight_opens_another()
    {
        using var slow = await _site.AdmitAsync("1.1");
        await _site.PassAsync(TimeSpan.FromMinutes(10));

        await _site.StoreAsync("1.2");

        _site.Ledger.Rows.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_second_content_of_a_UID_goes_to_another_batch()
    {
        var first = await _site.StoreAsync("1.1");
        var second = await _site.StoreAsync("1.1");

        second.Should().NotBe(first);
        await _site.PassAsync(TimeSpan.FromSeconds(30));
        _site.Ledger.Rows.Should().OnlyContain(row => row.State == BatchState.Sealed && row.Instances == 1);
    }

    [Fact]
    public async Task A_transfer_that_broke_off_may_come_again_in_the_same_batch()
    {
        (await _site.AdmitAsync("1.1")).Dispose();

        await _site.StoreAsync("1.1");

        _site.Only().Instances.Should().Be(0, "the row knows only when it is sealed");
        await _site.PassAsync(TimeSpan.FromSeconds(30));
        _site.Only().Instances.Should().Be(1);
    }

    [Fact]
    public async Task A_full_batch_is_sealed_and_the_next_instance_opens_another()
    {
        foreach (var uid in new[] { "1.1", "1.2", "1.3", "1.4" })
            await _site.StoreAsync(uid);

        await _site.PassAsync(TimeSpan.Zero);

        _site.Ledger.Rows.Should().HaveCount(2);
        _site.Ledger.Rows[0].Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Files, Instances = 3 });
        _site.Ledger.Rows[1].State.Should().Be(BatchState.Open);
    }

    [Fact]
    public async Task An_object_that_would_make_a_batch_too_large_moves_to_another()
    {
        await _site.StoreAsync("1.1", bytes: 500);
        await _site.StoreAsync("1.2", bytes: 400);

        var third = await _site.AdmitAsync("1.3");
        third.BatchId.Should().Be(_site.Only().Id, "its length is not known yet");
        var settled = await BatchSite.SettleAsync(third, 200);

        settled.Should().NotBe(_site.Ledger.Rows[0].Id);
        await _site.PassAsync(TimeSpan.Zero);
        _site.Ledger.Rows[0].Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.Bytes, Instances = 2, Bytes = 900L });
        _site.Ledger.Rows[1].State.Should().Be(BatchState.Open);
    }

    [Fact]
    public async Task A_large_object_is_imported_alone_and_the_batch_of_its_study_goes_on()
    {
        await _site.StoreAsync("1.1");
        await _site.StoreAsync("1.2", bytes: 601);
        await _site.StoreAsync("1.3");
        await _site.PassAsync(TimeSpan.Zero);

        _site.Ledger.Rows.Should().HaveCount(2);
        _site.Ledger.Rows[1].Should().BeEquivalentTo(new { State = BatchState.Sealed, SealReason = SealReason.LargeFile, Instances = 1, Bytes = 601L });
        await _site.Ledger.UpdateBatchAsync(_site.Ledger.Rows[1] with { State = BatchState.Completed }, default);
        await _site.PassAsync(TimeSpan.FromSeconds(30));
        _site.Ledger.Rows[0].Instances.Should().Be(2);
    }

    [Fact]
    public async Task A_large_object_that_came_first_keeps_its_batch_to_itself()
    {
        using var early = await _site.AdmitAsync("1.1");
        await _site.StoreAsync("1.2", bytes: 601);

        (await BatchSite.SettleAsync(early, 10)).Should().NotBe(_site.Ledger.Rows[0].Id);
    }

    [Fact]
    public async Task A_batch_that_nothing_came_of_is_closed_as_empty()
    {
        (await _site.AdmitAsync("1.1")).Dispose();

        await _site.PassAsync(TimeSpan.FromSeconds(30));

        _site.Only().Should().BeEquivalentTo(new { State = BatchState.Empty, ClosedAt = _site.Time.GetUtcNow() });
    }

    [Fact]
    public async Task A_duplicate_does_not_count()
    {
        await _site.StoreAsync("1.1");
        using (var duplicate = await _site.AdmitAsync("1.2"))
        {
            duplicate.MayHaveObject = true;
            using var settled = await duplicate.SettleAsync(10, default);
            settled.Withdraw(10);
        }

        await _site.PassAsync(TimeSpan.FromSeconds(30));

        _site.Only().Should().BeEquivalentTo(new { Instances = 1, Bytes = 10L });
    }

    [Fact]
    public async Task Each_study_has_its_own_batch_and_many_instances_share_one_row()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(n => _site.StoreAsync($"1.{n}")));
        await _site.StoreAsync("1.1", study: "9.9");

        _site.Ledger.Rows.Select(row => row.StudyInstanceUID).Should().Equal(BatchSite.Study, "9.9");
    }

    [Fact]
    public async Task A_study_has_a_batch_for_each_data_store_and_one_does_not_hold_the_other()
    {
        await _site.StoreAsync("1.1");
        await _site.PassAsync(TimeSpan.FromSeconds(30));
        await _site.StoreAsync("1.1", datastore: "d2");
        await _site.StoreAsync("1.2", datastore: "d2");

        await _site.PassAsync(TimeSpan.FromSeconds(30));

        _site.Ledger.Rows.Select(row => (row.DatastoreId, row.State, row.Instances)).Should().Equal(("d1", BatchState.Sealed, 1), ("d2", BatchState.Sealed, 2));
    }
}
