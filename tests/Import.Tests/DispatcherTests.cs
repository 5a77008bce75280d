using StoreScp.Storage;

namespace StoreScp.Import.Tests;

public sealed class DispatcherTests : IAsyncDisposable
{
    private readonly ImportWorld _world = new(new ImportOptions
    {
        InputS3Uri = "s3://in/",
        OutputS3Uri = "s3://out/",
        DataAccessRoleArn = "arn:aws:iam::000000000000:role/import",
        ConcurrentJobs = 5,
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Batches_start_in_the_order_in_which_they_were_sealed_two_at_once_then_one_a_second()
    {
        var batches = new List<BatchRow>();
        for (var n = 0; n < 4; n++)
        {
            batches.Add(await _world.AddBatchAsync($"1.{n}", $"9.{n}"));
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await _world.Dispatcher.RunOnceAsync(default)).Should().Be(2);
        (await StatesAsync(batches)).Should().Equal(BatchState.Importing, BatchState.Importing, BatchState.Sealed, BatchState.Sealed);
        (await _world.Dispatcher.RunOnceAsync(default)).Should().Be(0);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        (await _world.Dispatcher.RunOnceAsync(default)).Should().Be(1);
        (await StatesAsync(batches)).Should().Equal(BatchState.Importing, BatchState.Importing, BatchState.Importing, BatchState.Sealed);
    }

    [Fact]
    public async Task A_study_has_one_running_batch_and_others_pass_it()
    {
        var first = await _world.AddBatchAsync("1.1", "9.1");
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await _world.AddBatchAsync("1.1", "9.2");
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        var other = await _world.AddBatchAsync("1.2", "9.3");

        (await _world.Dispatcher.RunOnceAsync(default)).Should().Be(2);

        (await StatesAsync([first, second, other])).Should().Equal(BatchState.Importing, BatchState.Sealed, BatchState.Importing);
    }

    [Fact]
    public async Task No_more_run_than_our_share_of_the_quota()
    {
        for (var n = 0; n < 6; n++)
            await _world.AddBatchAsync($"1.{n}", $"9.{n}");
        for (var n = 0; n < 10; n++)
        {
            await _world.Dispatcher.RunOnceAsync(default);
            _world.Time.Advance(TimeSpan.FromSeconds(2));
        }

        (await _world.Batches.ListBatchesAsync(BatchState.Importing, default).CountAsync()).Should().Be(4, "80 % of 5");
    }

    [Fact]
    public async Task While_another_holds_the_lease_nothing_is_started()
    {
        await _world.AddBatchAsync("1.1", "9.1");
        await _world.Leases.TakeLeaseAsync(new Lease(LeaseNames.Dispatcher, "other", _world.Time.GetUtcNow().AddSeconds(60)), DateTimeOffset.MinValue, default);

        (await _world.Dispatcher.RunOnceAsync(default)).Should().Be(0);
        _world.Time.Advance(TimeSpan.FromSeconds(76));
        (await _world.Dispatcher.RunOnceAsync(default)).Should().Be(1);
    }

    [Fact]
    public async Task A_name_that_an_ended_execution_has_is_followed_by_the_next()
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1");
        await _world.Workflows.StartAsync($"{batch.Id}.e1", "{\"other\":1}", default);

        (await _world.Dispatcher.RunOnceAsync(default)).Should().Be(1);

        (await _world.FindAsync(batch)).ExecutionName.Should().Be($"{batch.Id}.e2");
    }

    private async Task<List<BatchState>> StatesAsync(IEnumerable<BatchRow> batches)
    {
        List<BatchState> states = [];
        foreach (var batch in batches)
            states.Add((await _world.FindAsync(batch)).State);
        return states;
    }
}
