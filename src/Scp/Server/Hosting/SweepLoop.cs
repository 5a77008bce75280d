using Microsoft.Extensions.Logging;
using StoreScp.Server.Metrics;
using StoreScp.Storage;

namespace StoreScp.Server.Hosting;

/// <summary>Runs the sweep at the start and then again and again, beside reception.</summary>
internal sealed partial class SweepLoop(Sweep sweep, StoreScpMetrics metrics, TimeProvider time, ILogger<SweepLoop> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
                await RunOnceAsync(stop);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The server ends; the next start sweeps again.
        }
    }

    private async Task RunOnceAsync(CancellationToken stop)
    {
        try
        {
            var report = await sweep.RunAsync(stop);
            metrics.Swept(report);
            if (report.Abandoned > 0 || report.Adopted.Count > 0 || report.Quarantined.Count > 0)
                LogSwept(logger, report.Abandoned, report.Adopted.Count, report.Quarantined.Count);
            foreach (var missing in report.Missing)
                LogMissing(logger, missing.ReceivedSOPInstanceUID, missing.Ordinal);
        }
        catch (Exception e) when (e is StorageUnavailableException or IOException)
        {
            metrics.SweepFailed();
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(LogLevel.Information, "Swept: {Abandoned} unfinished files removed, {Adopted} objects adopted, {Quarantined} quarantined")]
    private static partial void LogSwept(ILogger logger, int abandoned, int adopted, int quarantined);

    [LoggerMessage(LogLevel.Error, "The object of instance {SOPInstanceUID} (row {Ordinal}) is missing from the store")]
    private static partial void LogMissing(ILogger logger, string sopInstanceUID, int ordinal);

    [LoggerMessage(LogLevel.Warning, "The sweep failed; it is tried again later")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
