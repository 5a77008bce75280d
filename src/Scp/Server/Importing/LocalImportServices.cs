using Microsoft.Extensions.Logging;
using StoreScp.Emulator;
using StoreScp.HealthImaging;
using StoreScp.Import;
using StoreScp.LocalRunner;
using StoreScp.Server.Cli;
using StoreScp.Server.Hosting;
using StoreScp.Server.Settings;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Importing;

/// <summary>The import on one machine: the workflow in process, and the emulator, here or in a neighbour on the same folder.</summary>
internal sealed partial class LocalImportServices : IImportServices
{
    private static readonly TimeSpan EmulatorRetry = TimeSpan.FromSeconds(5);

    private readonly StoreScpOptions _options;
    private readonly LocalWorkflows _workflows;
    private readonly EmulatorHost _emulator;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly TimeProvider _time;
    private readonly ILogger<LocalImportServices> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    /// <exception cref="StorageSetupException">The history of the workflow cannot be opened.</exception>
    public LocalImportServices(
        StoreScpOptions options, ServerStorage storage, string holder, IResultObserver results, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<LocalImportServices>();
        _emulator = new EmulatorHost(LocalEmulator.OptionsOf(options), time, loggers);
        HealthImaging = new EmulatedHealthImaging(_emulator, _http, time);
        Output = new LocalImportOutput(LocalEmulator.ResultsBucket, LocalEmulator.ResultsFolder(options));
        Options = options.Import.ToOptions(
            $"s3://{LocalEmulator.ObjectsBucket}/", $"s3://{LocalEmulator.ResultsBucket}/", "arn:aws:iam::000000000000:role/local", options.Batches.LeaseTime);
        var functions = new ImportFunctions(storage.Batches, storage.Ledger, storage.Store, Output, storage.Adopter, HealthImaging, Options, time, results);
        _workflows = new LocalWorkflows(
            ImportFunctions.Definition,
            functions.Names.ToDictionary(name => name, name => (TaskHandler)((input, cancellation) => functions.RunAsync(name, input, cancellation))),
            new LocalRunnerOptions
            {
                DatabasePath = Path.Combine(Path.GetFullPath(options.Storage.Path), "workflows.db"),
                Holder = holder,
                ClaimTime = options.Batches.LeaseTime,
            },
            time, loggers.CreateLogger<LocalWorkflows>());
    }

    public IHealthImaging HealthImaging { get; }

    public IWorkflowStarter Workflows => _workflows;

    public IImportOutput Output { get; }

    public ImportOptions Options { get; }

    public string Place => $"the HealthImaging emulator at {_emulator.CurrentUrl.GetLeftPart(UriPartial.Authority)}";

    public async Task StartAsync(CancellationToken cancellation)
    {
        var hosting = _emulator.RunAsync(_stop.Token);
        var known = _emulator.WaitAsync(cancellation);
        await Task.WhenAny(hosting, known);
        if (hosting.IsFaulted)
        {
            var error = hosting.Exception.InnerException!;
            throw new CommandException(ExitCode.PortUnavailable, LocalEmulator.CannotStart(_options, error), error);
        }
        await known;
        _running.Add(KeepEmulatorAsync(hosting));
        _running.Add(_workflows.RunAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _workflows.DisposeAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    /// <summary>Hosts or follows the emulator until the server ends, also after a host that could not go on.</summary>
    private async Task KeepEmulatorAsync(Task hosting)
    {
        while (true)
        {
            await hosting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
                return;
            if (hosting.Exception is { } error)
                LogEmulatorFailed(_logger, error);
            await Task.Delay(EmulatorRetry, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            hosting = _emulator.RunAsync(_stop.Token);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The HealthImaging emulator failed; it is tried again")]
    private static partial void LogEmulatorFailed(ILogger logger, Exception error);
}
