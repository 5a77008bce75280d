using Microsoft.Extensions.Logging;
using StoreScp.Emulator;
using StoreScp.Import;
using StoreScp.Import.Repair;
using StoreScp.LocalRunner;
using StoreScp.Receiving.Batching;
using StoreScp.Server.Admin;
using StoreScp.Server.Cli;
using StoreScp.Server.Hosting;
using StoreScp.Server.Metrics;
using StoreScp.Server.Settings;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Importing;

/// <summary>The import on one machine: batches, dispatcher, sweep, the workflow in process, and the emulator, here or in a neighbour on the same folder.</summary>
internal sealed class LocalImport : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly ProcessLease _lease;
    private readonly LocalWorkflows _workflows;
    private readonly EmulatorHost _emulator;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];

    private LocalImport(StoreScpOptions options, LocalStorage storage, StoreScpMetrics metrics, TimeProvider time, ILoggerFactory loggers)
    {
        var root = Path.GetFullPath(options.Storage.Path);
        _emulator = new EmulatorHost(LocalEmulator.OptionsOf(options), time, loggers);
        _lease = new ProcessLease(storage.Batches, options.Batches.LeaseTime, time);
        Batches = new Batches(storage.Batches, _lease, BatchOptionsOf(options), time);

        var importing = ImportOptionsOf(options);
        var healthImaging = new EmulatedHealthImaging(_emulator, _http, time);
        var output = new LocalImportOutput(LocalEmulator.ResultsBucket, LocalEmulator.ResultsFolder(options));
        var functions = new ImportFunctions(storage.Batches, storage.Ledger, storage.Store, output, storage.Adopter, healthImaging, importing, time);
        var holder = Guid.NewGuid().ToString("N");
        _workflows = new LocalWorkflows(
            ImportFunctions.Definition,
            functions.Names.ToDictionary(name => name, name => (TaskHandler)((input, cancellation) => functions.RunAsync(name, input, cancellation))),
            new LocalRunnerOptions { DatabasePath = Path.Combine(root, "workflows.db"), Holder = holder, ClaimTime = options.Batches.LeaseTime }, time, loggers.CreateLogger<LocalWorkflows>());
        var dispatcher = new Dispatcher(storage.Batches, storage.Batches, _workflows, importing, holder, time);
        var sweep = new ImportSweep(
            storage.Batches, storage.Ledger, storage.Batches, storage.Store, output, storage.Adopter, healthImaging, _workflows, dispatcher, importing, holder, time);
        var gauges = new ImportGauges(storage.Batches, Batches, metrics, time, loggers.CreateLogger<ImportGauges>());
        Reason = gauges;
        var retention = options.Import.RetentionDays == 0
            ? null
            : new Retention(storage.Batches, storage.Batches, storage.Store, TimeSpan.FromDays(options.Import.RetentionDays), holder, time);
        Loops = new ImportLoops(_lease, Batches, dispatcher, sweep, retention, gauges, time, loggers.CreateLogger<ImportLoops>());
    }

    public Batches Batches { get; }

    public IHealthReason Reason { get; }

    public Uri EmulatorUrl => _emulator.CurrentUrl;

    private ImportLoops Loops { get; }

    /// <summary>Null when the settings want instances stored only. Throws <see cref="CommandException"/> with one sentence when it cannot begin.</summary>
    public static async Task<LocalImport?> StartAsync(
        StoreScpOptions options, LocalStorage storage, StoreScpMetrics metrics, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        if (options.HealthImaging.EmulatorUrl is null)
            return null;
        LocalImport import;
        try
        {
            import = new LocalImport(options, storage, metrics, time, loggers);
        }
        catch (StoreScp.Storage.StorageSetupException e)
        {
            throw new CommandException(ExitCode.StorageUnavailable, e.Message, e);
        }
        try
        {
            await import.BeginAsync(options, cancellation);
            return import;
        }
        catch
        {
            await import.DisposeAsync();
            throw;
        }
    }

    /// <summary>After the last association: what was received need not wait for the quiet period, nor for our lease to end.</summary>
    public async Task SealAllAsync() => await Loops.SealAllAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Loops.ReleaseAsync();
        await _workflows.DisposeAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task BeginAsync(StoreScpOptions options, CancellationToken cancellation)
    {
        var hosting = _emulator.RunAsync(_stop.Token);
        var known = _emulator.WaitAsync(cancellation);
        await Task.WhenAny(hosting, known);
        if (hosting.IsFaulted)
        {
            var error = hosting.Exception.InnerException!;
            throw new CommandException(ExitCode.PortUnavailable, LocalEmulator.CannotStart(options, error), error);
        }
        await known;
        _loops.Add(Loops.KeepAsync(_emulator, hosting, _stop.Token));
        await _lease.RenewAsync(cancellation);
        _loops.Add(_workflows.RunAsync(_stop.Token));
        _loops.AddRange(Loops.Run(Tick, options.Import.SweepInterval, _stop.Token));
    }

    private static BatchOptions BatchOptionsOf(StoreScpOptions options) => new()
    {
        QuietPeriod = options.Batches.QuietPeriod,
        MaximumAge = options.Batches.MaximumAge,
        MaximumFiles = options.Batches.MaximumFiles,
        MaximumBytes = options.Batches.MaximumBytes,
        LargeFileBytes = options.Batches.LargeFileBytes,
    };

    private static ImportOptions ImportOptionsOf(StoreScpOptions options) => new()
    {
        InputS3Uri = $"s3://{LocalEmulator.ObjectsBucket}/",
        OutputS3Uri = $"s3://{LocalEmulator.ResultsBucket}/",
        DataAccessRoleArn = "arn:aws:iam::000000000000:role/local",
        PollInterval = options.Import.PollInterval,
        ConcurrentJobs = options.Import.ConcurrentJobs,
        StartsPerSecond = options.Import.StartsPerSecond,
        MaximumJobs = options.Import.MaximumJobs,
        MaximumRedrives = options.Import.MaximumRedrives,
        LeaseTime = options.Batches.LeaseTime,
    };
}
