using Microsoft.Extensions.Logging;
using StoreScp.Import;
using StoreScp.Import.Repair;
using StoreScp.Receiving.Batching;
using StoreScp.Server.Admin;
using StoreScp.Server.Hosting;
using StoreScp.Server.Metrics;
using StoreScp.Server.Settings;
using StoreScp.Server.Tracing;

namespace StoreScp.Server.Importing;

/// <summary>The import as a server runs it beside reception: batches, dispatcher, sweep and retention, over whichever services.</summary>
internal sealed class ServerImport : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly IImportServices _services;
    private readonly ProcessLease _lease;
    private readonly ImportLoops _loops;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    private ServerImport(
        StoreScpOptions options, ServerStorage storage, IImportServices services, string holder, IResultObserver results, StoreScpMetrics metrics, TimeProvider time,
        ILoggerFactory loggers)
    {
        _services = services;
        _lease = new ProcessLease(storage.Leases, options.Batches.LeaseTime, time);
        Batches = new Batches(storage.Batches, _lease, options.Batches.ToOptions(), time);
        var dispatcher = new Dispatcher(storage.Batches, storage.Leases, services.Workflows, services.Options, holder, time);
        var sweep = new ImportSweep(
            storage.Batches, storage.Ledger, storage.Leases, storage.Store, services.Output, storage.Adopter, services.HealthImaging, services.Workflows, dispatcher,
            services.Options, holder, time, results);
        var gauges = new ImportGauges(storage.Batches, Batches, metrics, time, loggers.CreateLogger<ImportGauges>());
        Reason = gauges;
        var retention = options.Import.RetentionDays == 0
            ? null
            : new Retention(storage.Batches, storage.Leases, storage.Store, TimeSpan.FromDays(options.Import.RetentionDays), holder, time);
        _loops = new ImportLoops(_lease, Batches, dispatcher, sweep, retention, gauges, time, loggers.CreateLogger<ImportLoops>());
    }

    public Batches Batches { get; }

    public IHealthReason Reason { get; }

    /// <summary>Where it imports to, for people.</summary>
    public string Place => _services.Place;

    /// <summary>Null when the settings want instances stored only. Throws <see cref="Cli.CommandException"/> with one sentence when it cannot begin.</summary>
    public static async Task<ServerImport?> StartAsync(
        StoreScpOptions options, ServerStorage storage, StoreScpMetrics metrics, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var holder = Guid.NewGuid().ToString("N");
        var results = new TracedResults(new MeteredResults(metrics));
        if (OpenImport.Services(options, storage, holder, results, time, loggers) is not { } services)
            return null;
        var import = new ServerImport(options, storage, services, holder, results, metrics, time, loggers);
        try
        {
            await services.StartAsync(cancellation);
            await import._lease.RenewAsync(cancellation);
        }
        catch
        {
            await import.DisposeAsync();
            throw;
        }
        import._running.AddRange(import._loops.Run(Tick, options.Import.SweepInterval, import._stop.Token));
        return import;
    }

    /// <summary>After the last association: what was received need not wait for the quiet period, nor for our lease to end.</summary>
    public async Task SealAllAsync() => await _loops.SealAllAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _loops.ReleaseAsync();
        await _services.DisposeAsync();
        _stop.Dispose();
    }
}
