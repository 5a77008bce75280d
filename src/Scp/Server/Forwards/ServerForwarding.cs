using Microsoft.Extensions.Logging;
using StoreScp.Forwarding;
using StoreScp.Server.Admin;
using StoreScp.Server.Hosting;
using StoreScp.Server.Metrics;
using StoreScp.Server.Sending;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Forwards;

/// <summary>The forwarding of this process, beside reception. It runs without routes to destinations too: the queue may hold what an earlier configuration put there.</summary>
internal sealed class ServerForwarding : IDisposable
{
    private static readonly TimeSpan GaugeInterval = TimeSpan.FromSeconds(10);

    /// <summary>For the instance in hand, after the last association of reception has ended.</summary>
    private static readonly TimeSpan FinishTime = TimeSpan.FromSeconds(5);

    private readonly Forwarder _forwarder;
    private readonly ForwardGauges _gauges;
    private readonly ForwardLog _log;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _abort;

    public ServerForwarding(
        StoreScpOptions options, ServerStorage storage, KnownPeers peers, StoreScpMetrics metrics, string owner, TimeProvider time, ILoggerFactory loggers)
    {
        _time = time;
        _log = new ForwardLog(loggers.CreateLogger<ForwardLog>());
        _gauges = new ForwardGauges(storage.Forwards, metrics, time);
        _abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _forwarder = new Forwarder(
            storage.Forwards, storage.Ledger, storage.Store, new ForwardConnections(peers, options.Scp.AETitle), options.Forward,
            RequestorLimits.From(options, options.Scp.DimseTimeout), owner, time, _log, Random.Shared);
    }

    public IHealthReason Reason => _gauges;

    /// <summary>Something is being sent at this moment.</summary>
    public bool IsSending => _forwarder.WorkerCount > 0;

    /// <summary>Completes when nothing is in hand any more.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(_forwarder.RunAsync(stop, _abort.Token), ObserveAsync(stop));

    /// <summary>Reception has ended: what is in hand has a last moment.</summary>
    public void FinishSoon() => _abort.CancelAfter(FinishTime);

    public void Dispose() => _abort.Dispose();

    private async Task ObserveAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(GaugeInterval, _time);
        try
        {
            do
                await TryRefreshAsync(stop);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async ValueTask TryRefreshAsync(CancellationToken stop)
    {
        try
        {
            await _gauges.RefreshAsync(stop);
        }
        catch (StorageUnavailableException error)
        {
            _log.Faulted("", error);
        }
    }
}
