using System.Buffers;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Storage.Local;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests;

public sealed class SweepTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private LocalStorageOptions _options = null!;
    private LocalInstanceStore _store = null!;
    private SqliteLedger _ledger = null!;

    public ValueTask InitializeAsync()
    {
        _options = new LocalStorageOptions { Path = _folder.Path, Durability = Durability.OsCache, MinimumFreeBytes = 0 };
        _store = LocalInstanceStore.Open(_options, TimeProvider.System);
        _ledger = SqliteLedger.Open(_options);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_object_with_a_row_is_left_alone()
    {
        var row = await StoreAsync("1.2.3", withRow: true);
        _time.Advance(TimeSpan.FromHours(1));

        var report = await Sweep(adopts: false).RunAsync(None);

        report.Should().BeEquivalentTo(new SweepReport());
        (await ReadAsync(_store, row.ObjectKey!.Value)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_young_object_may_still_get_its_row()
    {
        await StoreAsync("1.2.3", withRow: false);
        var sweep = Sweep(adopts: true);
        _time.Advance(TimeSpan.FromMinutes(14));

        (await sweep.RunAsync(None)).Adopted.Should().BeEmpty();
        _time.Advance(TimeSpan.FromMinutes(2));
        (await sweep.RunAsync(None)).Adopted.Should().ContainSingle("a later run must not miss what was too young before");
    }

    [Fact]
    public async Task An_object_without_a_row_is_adopted_once()
    {
        var row = await StoreAsync("1.2.3", withRow: false);
        _time.Advance(TimeSpan.FromHours(1));

        (await Sweep(adopts: true).RunAsync(None)).Adopted.Should().Equal(row.ObjectKey!.Value);
        (await Sweep(adopts: true).RunAsync(None)).Adopted.Should().BeEmpty();
        (await _ledger.FindByReceivedAsync("1.2.3", None)).Should().ContainSingle();
    }

    [Fact]
    public async Task An_object_that_nobody_can_adopt_is_moved_into_quarantine_and_stays_there()
    {
        var row = await StoreAsync("1.2.3", withRow: false);
        _time.Advance(TimeSpan.FromHours(1));

        var quarantine = (await Sweep(adopts: false).RunAsync(None)).Quarantined.Should().ContainSingle().Subject;

        (await _store.FindAsync(row.ObjectKey!.Value, None)).Should().BeNull();
        (await ReadAsync(_store, quarantine)).Should().Equal(Bytes(10));
        (await Sweep(adopts: false).RunAsync(None)).Quarantined.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_processes_that_sweep_at_the_same_time_adopt_an_object_once()
    {
        for (var i = 0; i < 20; i++)
            await StoreAsync($"1.2.{i}", withRow: false);
        _time.Advance(TimeSpan.FromHours(1));
        await using var otherStore = LocalInstanceStore.Open(_options, TimeProvider.System);
        await using var otherLedger = SqliteLedger.Open(_options);

        await Task.WhenAll(
            Sweep(adopts: true).RunAsync(None),
            new Sweep(otherStore, otherLedger, new Adopter(otherLedger, true), new SweepOptions(), _time).RunAsync(None));

        (await _ledger.CountAsync(None)).Received.Should().Be(20);
    }

    [Fact]
    public async Task A_row_in_flight_whose_object_is_missing_is_named_at_every_start()
    {
        var row = await StoreAsync("1.2.3", withRow: true);
        File.Delete(_folder["objects/" + row.ObjectKey!.Value]);

        (await Sweep(adopts: true).RunAsync(None)).Missing.Should().Equal(row.Key);
        (await Sweep(adopts: true).RunAsync(None)).Missing.Should().Equal(row.Key);
    }

    [Fact]
    public async Task The_first_run_looks_no_further_back_than_it_may()
    {
        var row = await StoreAsync("1.2.3", withRow: true);
        File.Delete(_folder["objects/" + row.ObjectKey!.Value]);
        _time.Advance(TimeSpan.FromDays(8));

        (await new Sweep(_store, _ledger, new Adopter(_ledger, true), new SweepOptions { FirstLookBack = TimeSpan.FromDays(7) }, _time).RunAsync(None)).Missing.Should().BeEmpty();
        (await Sweep(adopts: true).RunAsync(None)).Missing.Should().Equal(row.Key);
    }

    [Fact]
    public async Task A_copy_for_a_further_data_store_that_is_missing_is_named_as_long_as_it_is_wanted()
    {
        var stored = await StoreAsync("1.2.3", withRow: false);
        var research = new Delivery("research", DeliveryState.Stored) { ObjectKey = NewKey() };
        var row = stored with { Deliveries = [.. stored.Deliveries, research] };
        await _ledger.AddAsync(row, None);

        (await Sweep(adopts: true).RunAsync(None)).Missing.Should().Equal(row.Key);
        await _ledger.FinishAsync(row.Key, research with { State = DeliveryState.Failed }, null, None);
        (await Sweep(adopts: true).RunAsync(None)).Missing.Should().BeEmpty();
    }

    [Fact]
    public async Task A_row_whose_deliveries_are_final_may_have_lost_its_object_to_retention()
    {
        var row = await StoreAsync("1.2.3", withRow: true);
        await _ledger.FinishAsync(row.Key, new Delivery(Delivery.DefaultRoute, DeliveryState.Imported), null, None);
        File.Delete(_folder["objects/" + row.ObjectKey!.Value]);

        (await Sweep(adopts: true).RunAsync(None)).Missing.Should().BeEmpty();
    }

    [Fact]
    public async Task Unfinished_files_of_ended_processes_are_counted()
    {
        var ended = new EndedProcess(_folder);
        ended.LeaveFile("1.2.3");
        ended.LeaveFile("1.2.4");
        await using var living = await _store.CreateAsync(NewKey(), None);
        await living.WriteAsync(new ReadOnlySequence<byte>(Bytes(10)), None);

        (await Sweep(adopts: true).RunAsync(None)).Abandoned.Should().Be(2);
        await living.CommitAsync(None);
    }

    private async Task<InstanceRow> StoreAsync(string sopInstance, bool withRow)
    {
        var row = Row(sopInstance);
        await WriteAsync(_store, row.ObjectKey!.Value, Bytes(10));
        if (withRow)
            await _ledger.AddAsync(row, None);
        return row;
    }

    private Sweep Sweep(bool adopts) => new(_store, _ledger, new Adopter(_ledger, adopts), new SweepOptions(), _time);

    /// <summary>Adopts by the name of the object; the real one parses and hashes.</summary>
    private sealed class Adopter(ILedger ledger, bool adopts) : IOrphanAdopter
    {
        public async ValueTask<bool> TryAdoptAsync(StoredObject orphan, CancellationToken cancellation)
        {
            if (!adopts || !ObjectKeys.TryGetReceipt(orphan.Key, out var receipt))
                return false;
            var sopInstance = orphan.Key.Name.Split('_')[0];
            var outcome = await ledger.AddAsync(Row(sopInstance, receipt: receipt), cancellation);
            return outcome.Result != AddResult.Conflict;
        }
    }
}
