using Microsoft.Extensions.Logging;
using StoreScp.Receiving.Batching;
using StoreScp.Server.Admin;
using StoreScp.Server.Metrics;
using StoreScp.Storage;

namespace StoreScp.Server.Importing;

/// <summary>How many batches wait and are imported, of all processes on this ledger, and for how long the oldest waits.</summary>
internal sealed partial class ImportGauges : IHealthReason
{
    /// <summary>Waiting is no fault; beyond this somebody should look.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromHours(1);

    private readonly IBatchLedgerReader _ledger;
    private readonly TimeProvider _time;
    private readonly ILogger<ImportGauges> _logger;
    private volatile Reading _last = new(0, 0, TimeSpan.Zero);

    public ImportGauges(IBatchLedgerReader ledger, Batches batches, StoreScpMetrics metrics, TimeProvider time, ILogger<ImportGauges> logger)
    {
        (_ledger, _time, _logger) = (ledger, time, logger);
        metrics.Observe("storescp.batch.open", "{batch}", "Batches that this process admits to", () => batches.OpenCount);
        metrics.Observe("storescp.batch.waiting", "{batch}", "Sealed batches whose import has not begun", () => _last.Waiting);
        metrics.Observe("storescp.batch.importing", "{batch}", "Batches that are being imported", () => _last.Importing);
        metrics.Observe("storescp.batch.waiting.longest", "s", "How long the oldest sealed batch has waited", () => (long)_last.LongestWait.TotalSeconds);
    }

    public string? Reason => _last.LongestWait >= LongWait ? $"a batch has waited for its import for {_last.LongestWait.TotalMinutes:0} minutes" : null;

    public async ValueTask RefreshAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var (waiting, importing, longest) = (0, 0, TimeSpan.Zero);
        await foreach (var batch in _ledger.ListBatchesAsync(BatchState.Sealed, cancellation))
        {
            waiting++;
            if (now - batch.SealedAt is { } wait && wait > longest)
                longest = wait;
        }
        await foreach (var _ in _ledger.ListBatchesAsync(BatchState.Importing, cancellation))
            importing++;
        var wasLong = Reason is not null;
        _last = new Reading(waiting, importing, longest);
        if (!wasLong && Reason is not null)
            LogLongWait(_logger, (int)longest.TotalMinutes, waiting);
    }

    [LoggerMessage(LogLevel.Warning, "A batch has waited for its import for {Minutes} minutes; {Waiting} batches wait")]
    private static partial void LogLongWait(ILogger logger, int minutes, int waiting);

    private sealed record Reading(int Waiting, int Importing, TimeSpan LongestWait);
}
