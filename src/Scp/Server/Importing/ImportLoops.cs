using Microsoft.Extensions.Logging;
using StoreScp.HealthImaging;
using StoreScp.Import;
using StoreScp.Import.Repair;
using StoreScp.Receiving.Batching;
using StoreScp.Storage;

namespace StoreScp.Server.Importing;

/// <summary>What the import does again and again, beside reception. A turn that fails is logged, and the next one tries again.</summary>
internal sealed partial class ImportLoops(
    ProcessLease lease, Batches batches, Dispatcher dispatcher, ImportSweep sweep, Retention? retention, ImportGauges gauges, TimeProvider time, ILogger<ImportLoops> logger)
{
    private static readonly TimeSpan GaugeInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromHours(1);

    public IEnumerable<Task> Run(TimeSpan tick, TimeSpan sweepInterval, CancellationToken stop) =>
    [
        RepeatAsync("lease", lease.RenewEvery, lease.RenewAsync, stop),
        RepeatAsync("batches", tick, batches.SealDueAsync, stop),
        RepeatAsync("dispatcher", tick, async cancellation => await dispatcher.RunOnceAsync(cancellation), stop),
        RepeatAsync("sweep", sweepInterval, SweepAsync, stop),
        RepeatAsync("retention", RetentionInterval, RetireAsync, stop),
        RepeatAsync("gauges", GaugeInterval, gauges.RefreshAsync, stop),
    ];

    public async Task SealAllAsync() => await TryAsync("batches", async cancellation =>
    {
        await batches.StopAsync(cancellation);
        await lease.ReleaseAsync(cancellation);
    }, CancellationToken.None);

    /// <summary>After the loops have ended: another process dispatches from now on.</summary>
    public async Task ReleaseAsync() => await TryAsync("dispatcher", dispatcher.ReleaseAsync, CancellationToken.None);

    private async ValueTask RetireAsync(CancellationToken cancellation)
    {
        if (retention is not null && await retention.RunOnceAsync(cancellation) is > 0 and var deleted)
            LogRetired(logger, deleted);
    }

    private async ValueTask SweepAsync(CancellationToken cancellation)
    {
        var report = await sweep.RunOnceAsync(cancellation);
        if (!report.IsQuiet)
            LogRepaired(logger, report.Sealed, report.Restarted, report.Redriven);
    }

    private async Task RepeatAsync(string name, TimeSpan interval, Func<CancellationToken, ValueTask> turn, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await TryAsync(name, turn, stop);
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async ValueTask TryAsync(string name, Func<CancellationToken, ValueTask> turn, CancellationToken stop)
    {
        try
        {
            await turn(stop);
        }
        catch (Exception e) when (e is StorageUnavailableException or HealthImagingException or WorkflowTaskException or IOException)
        {
            LogFailed(logger, name, e);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // A bug of ours must not end the loop: without its lease this process would refuse everything.
            LogFault(logger, name, e);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Deleted} objects that had arrived long ago were deleted (Import:RetentionDays)")]
    private static partial void LogRetired(ILogger logger, int deleted);

    [LoggerMessage(LogLevel.Warning, "The {Loop} of the import failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, string loop, Exception error);

    [LoggerMessage(LogLevel.Error, "A fault of storescp itself in the {Loop} of the import; it is tried again")]
    private static partial void LogFault(ILogger logger, string loop, Exception error);

    [LoggerMessage(LogLevel.Information, "Import repaired: {Sealed} batches of ended processes sealed, {Restarted} imports restarted, {Redriven} batches with late instances redriven")]
    private static partial void LogRepaired(ILogger logger, int @sealed, int restarted, int redriven);
}
