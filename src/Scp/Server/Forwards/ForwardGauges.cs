using StoreScp.Server.Admin;
using StoreScp.Server.Metrics;
using StoreScp.Storage;

namespace StoreScp.Server.Forwards;

/// <summary>How long the queue of forwards is, of all processes on this ledger, and since when its oldest waits.</summary>
internal sealed class ForwardGauges : IHealthReason
{
    /// <summary>Waiting is no fault; beyond this somebody should look.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromHours(1);

    private readonly IForwardLedgerReader _ledger;
    private readonly TimeProvider _time;
    private volatile ForwardTotals _last = new(0, null);

    public ForwardGauges(IForwardLedgerReader ledger, StoreScpMetrics metrics, TimeProvider time)
    {
        (_ledger, _time) = (ledger, time);
        metrics.Observe("storescp.forward.waiting", "{instance}", "Forwards that have no result yet", () => _last.Waiting);
        metrics.Observe("storescp.forward.waiting.longest", "s", "How long the oldest forward has waited", () => (long)LongestWait.TotalSeconds);
    }

    public string? Reason => LongestWait >= LongWait ? $"an instance has waited for {LongestWait.TotalMinutes:0} minutes to be forwarded" : null;

    private TimeSpan LongestWait => _last.OldestQueuedAt is { } oldest ? _time.GetUtcNow() - oldest : TimeSpan.Zero;

    public async ValueTask RefreshAsync(CancellationToken cancellation) => _last = await _ledger.CountForwardsAsync(cancellation);
}
