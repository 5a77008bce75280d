using System.Globalization;
using StoreScp.Import;
using StoreScp.Import.Repair;
using StoreScp.Lambda.Runtime;
using StoreScp.Storage;

namespace StoreScp.Lambda.Functions;

/// <summary>What servers do on a timer, for the time when no server runs: invoked by a schedule, with any event.</summary>
internal sealed class ScheduledWork
{
    /// <summary>A turn of the dispatcher may take this long; none begins later before the deadline.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(20);

    private readonly Dispatcher _dispatcher;
    private readonly ImportSweep _sweep;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;

    public ScheduledWork(ImportPorts ports, IWorkflowStarter workflows, IOrphanAdopter adopter, ImportOptions options, IResultObserver results, TimeProvider time)
    {
        var holder = Guid.NewGuid().ToString("N");
        _dispatcher = new Dispatcher(ports.Batches, ports.Leases, workflows, options, holder, time);
        _sweep = new ImportSweep(
            ports.Batches, ports.Ledger, ports.Leases, ports.Store, ports.Output, adopter, ports.HealthImaging, workflows, _dispatcher, options, holder, time,
            results);
        _pause = TimeSpan.FromSeconds(1 / options.StartsPerSecond);
        _time = time;
    }

    /// <summary>One run of the <see cref="ImportSweep"/>.</summary>
    public async ValueTask<string> Sweep(Invocation invocation, CancellationToken cancellation)
    {
        var report = await _sweep.RunOnceAsync(cancellation);
        return string.Create(
            CultureInfo.InvariantCulture, $$"""{"sealed":{{report.Sealed}},"restarted":{{report.Restarted}},"redriven":{{report.Redriven}}}""");
    }

    /// <summary>Turns of the <see cref="Dispatcher"/> until one finds nothing to start or the time is nearly over.</summary>
    public async ValueTask<string> Dispatch(Invocation invocation, CancellationToken cancellation)
    {
        var total = 0;
        for (var isFirst = true; isFirst || invocation.Deadline - _time.GetUtcNow() > LongestTurn; isFirst = false)
        {
            var started = await _dispatcher.RunOnceAsync(cancellation);
            if (started == 0)
                break;
            total += started;
            await Task.Delay(_pause, _time, cancellation);
        }
        if (total > 0)
            await _dispatcher.ReleaseAsync(cancellation);
        return string.Create(CultureInfo.InvariantCulture, $$"""{"started":{{total}}}""");
    }
}
