using StoreScp.Import.Repair;
using StoreScp.Storage;

namespace StoreScp.Import.Tests;

public sealed class RetentionTests : IAsyncDisposable
{
    private readonly ImportWorld _world = new();
    private readonly Retention _retention;

    public RetentionTests() => _retention = new Retention(_world.Batches, _world.Leases, _world.Store, TimeSpan.FromDays(30), "test", _world.Time);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Objects_go_when_every_delivery_of_their_batch_has_arrived_long_ago_and_the_rows_stay()
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1", "9.2");
        await _world.RunAsync();

        _world.Time.Advance(TimeSpan.FromDays(29));
        (await _retention.RunOnceAsync(default)).Should().Be(0);
        _world.Time.Advance(TimeSpan.FromDays(2));
        (await _retention.RunOnceAsync(default)).Should().Be(2);
        (await _retention.RunOnceAsync(default)).Should().Be(0);

        (await _world.Store.FindAsync(ImportWorld.KeyOf(batch, "9.1"), default)).Should().BeNull();
        (await _world.DeliveryAsync("9.1")).State.Should().Be(DeliveryState.Imported);
        (await _world.FindAsync(batch)).RetiredAt.Should().NotBeNull();
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("customer")]
    public async Task A_batch_with_something_that_did_not_arrive_is_kept(string outcome)
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1", "9.2");
        _world.HealthImaging.Outcomes[ImportWorld.KeyOf(batch, "9.2").Value] = outcome;
        await _world.RunAsync();
        _world.Time.Advance(TimeSpan.FromDays(365));

        (await _retention.RunOnceAsync(default)).Should().Be(0);

        (await _world.Store.FindAsync(ImportWorld.KeyOf(batch, "9.1"), default)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_batch_that_waits_is_kept_however_old()
    {
        var batch = await _world.AddBatchAsync("1.1", "9.1");
        _world.Time.Advance(TimeSpan.FromDays(365));

        (await _retention.RunOnceAsync(default)).Should().Be(0);

        (await _world.Store.FindAsync(ImportWorld.KeyOf(batch, "9.1"), default)).Should().NotBeNull();
    }
}
