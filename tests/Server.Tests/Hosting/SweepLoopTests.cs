using System.Buffers;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Server.Hosting;
using StoreScp.Server.Metrics;
using StoreScp.Server.Tests.Logging;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Tests.Hosting;

[Collection(SweepMetrics)]
public sealed class SweepLoopTests : IAsyncLifetime
{
    /// <summary>Tests that count sweeps, one after the other: instruments of one name are one to a listener.</summary>
    internal const string SweepMetrics = "sweep metrics";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
    private readonly CapturedLog<SweepLoop> _log = new();
    private readonly Dictionary<string, long> _counted = [];
    private LocalInstanceStore _store = null!;
    private SqliteLedger _ledger = null!;

    public ValueTask InitializeAsync()
    {
        var options = new LocalStorageOptions { Path = _folder.Path, Durability = Durability.OsCache, MinimumFreeBytes = 0 };
        _store = LocalInstanceStore.Open(options, _time);
        _ledger = SqliteLedger.Open(options);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true, "adopted")]
    [InlineData(false, "quarantined")]
    public async Task What_a_sweep_did_is_counted_and_said(bool adopts, string outcome)
    {
        await StoreWithoutRowAsync();

        await SweepOnceAsync(new Adopter(() => adopts));

        var expected = new[] { "abandoned", "adopted", "quarantined", "missing" }.ToDictionary(name => name, name => name == outcome ? 1L : 0L);
        expected.Add("completed", 1);
        _counted.Should().BeEquivalentTo(expected);
        _log.Lines.Should().ContainSingle().Which.Level.Should().Be(LogLevel.Information);
    }

    [Fact]
    public async Task A_sweep_that_fails_is_counted_and_the_loop_goes_on()
    {
        await StoreWithoutRowAsync();

        await SweepOnceAsync(new Adopter(() => throw new StorageUnavailableException("no disk")));

        _counted.Should().BeEquivalentTo(new Dictionary<string, long> { ["failed"] = 1 });
        _log.Lines.Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
    }

    private async Task StoreWithoutRowAsync()
    {
        await using var writer = await _store.CreateAsync(new ObjectKey("1.2.3/orphan.dcm"), CancellationToken.None);
        await writer.WriteAsync(new ReadOnlySequence<byte>(new byte[10]), CancellationToken.None);
        await writer.CommitAsync(CancellationToken.None);
    }

    /// <summary>Runs the loop until its first sweep is counted, then ends it.</summary>
    private async Task SweepOnceAsync(IOrphanAdopter adopter)
    {
        var swept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name.StartsWith("storescp.sweep", StringComparison.Ordinal))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            var label = (string)tags[0].Value!;
            _counted[label] = _counted.GetValueOrDefault(label) + value;
            if (label is "missing" or "failed")
                swept.TrySetResult();
        });
        listener.Start();
        using var metrics = new StoreScpMetrics();
        using var stop = new CancellationTokenSource();
        var sweep = new Sweep(_store, _ledger, adopter, new SweepOptions(), _time);

        var running = new SweepLoop(sweep, metrics, _time, _log).RunAsync(stop.Token);
        await swept.Task.WaitAsync(TimeSpan.FromSeconds(30));
        running.IsCompleted.Should().BeFalse("it sweeps again later");
        await stop.CancelAsync();
        await running;
    }

    private sealed class Adopter(Func<bool> adopts) : IOrphanAdopter
    {
        public ValueTask<bool> TryAdoptAsync(StoredObject orphan, CancellationToken cancellation) => new(adopts());
    }
}
