using System.Diagnostics.Metrics;
using StoreScp.Server.Metrics;
using StoreScp.Server.Tests.Cli;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Metrics;

/// <summary>How deliveries end, counted where the ledger is told.</summary>
public sealed class MeteredLedgerTests : IAsyncDisposable
{
    private readonly SampleLedger _sample = new();
    private readonly StoreScpMetrics _metrics = new($"ledger {Guid.NewGuid():N}");
    private readonly MeterListener _listener = new();
    private readonly List<string> _deliveries = [];
    private readonly List<double> _times = [];
    private readonly MeteredLedger _ledger;

    public MeteredLedgerTests()
    {
        _ledger = new MeteredLedger(_sample.Ledger, _metrics, TimeProvider.System);
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => _deliveries.Add($"{count} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => _times.Add(seconds));
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == _metrics.Name && (instrument.Name is "storescp.delivery" or "storescp.time.to.imported"))
                self.EnableMeasurementEvents(instrument);
        };
        _listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _metrics.Dispose();
        await _sample.DisposeAsync();
    }

    [Fact]
    public async Task A_result_counts_once_with_its_state_and_where_it_is_a_failure_with_the_class_of_its_reason()
    {
        foreach (var (instance, state, reason) in new[] { ("1.1", DeliveryState.Imported, null), ("1.2", DeliveryState.Quarantined, "ValidationException: x"), ("1.3", DeliveryState.Failed, "Given up") })
        {
            var row = await _sample.AddForwardAsync(instance, "pacs");
            var ended = row.Deliveries.Single() with { State = state, Reason = reason };
            (await _ledger.FinishAsync(row.Key, ended, null, default)).Should().BeTrue();
            (await _ledger.FinishAsync(row.Key, ended, null, default)).Should().BeFalse();
        }

        _deliveries.Should().Equal("1 Imported", "1 Quarantined ValidationException", "1 Failed Other");
    }

    [Fact]
    public async Task What_ends_at_reception_counts_without_the_words_of_a_plugin_and_what_is_refused_or_was_there_does_not()
    {
        var row = await _sample.AddAsync("2.0", null, DeliveryState.Stored);
        InstanceRow With(string instance, DeliveryState state, string hash) => row with
        {
            Receipt = ReceiptId.Create(TimeProvider.System),
            Received = SampleLedger.Identity(instance),
            Stored = SampleLedger.Identity(instance),
            ContentHash = hash,
            Deliveries = [new Delivery(Delivery.DefaultRoute, state, "MUELLER: not wanted")],
        };

        var quarantined = With("2.1", DeliveryState.Quarantined, row.ContentHash);
        await _ledger.AddAsync(quarantined, default);
        await _ledger.AddAsync(quarantined, default);
        await _ledger.AddAsync(With("2.2", DeliveryState.Discarded, row.ContentHash), default);
        await _ledger.AddAsync(With("2.3", DeliveryState.Failed, ""), default);
        await _ledger.AddAsync(With("2.4", DeliveryState.Stored, row.ContentHash), default);

        _deliveries.Should().Equal("1 Quarantined Other", "1 Discarded");
    }

    [Fact]
    public void Reasons_beyond_a_hundred_are_counted_together()
    {
        for (var i = 0; i < StoreScpMetrics.MaximumReasons + 5; i++)
            _metrics.DeliveryEnded(DeliveryState.Failed, $"Reason{i}");
        _metrics.DeliveryEnded(DeliveryState.Failed, "Reason0");

        _deliveries.Count(text => text == "1 Failed Other").Should().Be(5);
        _deliveries[^1].Should().Be("1 Failed Reason0");
    }

    [Fact]
    public async Task The_time_to_Imported_is_that_from_the_receipt_to_the_result()
    {
        var row = await _sample.AddAsync("3.1", null, DeliveryState.Stored);
        var results = new MeteredResults(_metrics);

        results.Ended(row, row.Deliveries.Single() with { State = DeliveryState.Imported, EndedAt = SampleLedger.Noon.AddSeconds(90) });
        results.Ended(row, row.Deliveries.Single() with { State = DeliveryState.Failed, EndedAt = SampleLedger.Noon.AddSeconds(70) });

        _times.Should().Equal(90);
    }
}
