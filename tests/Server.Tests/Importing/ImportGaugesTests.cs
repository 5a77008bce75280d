using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.Batching;
using StoreScp.Server.Importing;
using StoreScp.Server.Metrics;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Tests.Importing;

public sealed class ImportGaugesTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder _folder = new();
    private readonly StoreScpMetrics _metrics = new();
    private readonly SqliteLedger _ledger;
    private readonly ImportGauges _gauges;

    public ImportGaugesTests()
    {
        _ledger = SqliteLedger.Open(new LocalStorageOptions { Path = _folder["data"], Durability = Durability.OsCache });
        var batches = new Batches(_ledger.Batches, new ProcessLease(_ledger.Batches, ProcessLease.DefaultLength, _time), new BatchOptions(), _time);
        _gauges = new ImportGauges(_ledger.Batches, batches, _metrics, _time, NullLogger<ImportGauges>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _metrics.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_batch_that_has_waited_for_an_hour_is_a_reason_of_health_until_it_is_imported()
    {
        var batch = new BatchRow
        {
            Id = BatchId.Create(_time),
            DatastoreId = "d1",
            StudyInstanceUID = "1.2.3",
            Owner = "p1",
            OpenedAt = _time.GetUtcNow(),
            State = BatchState.Sealed,
            SealedAt = _time.GetUtcNow(),
        };
        await _ledger.Batches.AddBatchAsync(batch, default);

        _time.Advance(TimeSpan.FromMinutes(59));
        await _gauges.RefreshAsync(default);
        _gauges.Reason.Should().BeNull();

        _time.Advance(TimeSpan.FromMinutes(2));
        await _gauges.RefreshAsync(default);
        _gauges.Reason.Should().Be("a batch has waited for its import for 61 minutes");

        await _ledger.Batches.UpdateBatchAsync(batch with { State = BatchState.Importing }, default);
        await _gauges.RefreshAsync(default);
        _gauges.Reason.Should().BeNull();
    }
}
