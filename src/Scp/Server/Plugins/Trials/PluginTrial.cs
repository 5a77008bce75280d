using Microsoft.Extensions.Logging;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Folders;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Pipeline;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Plugins.Trials;

/// <summary>One plugin, loaded as a server loads it but with a run folder of its own, to be run on files.</summary>
internal sealed class PluginTrial : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly TrialLog _log;
    private readonly ILoggerFactory _loggers;
    private readonly PluginHost _host;
    private readonly TrialOptions _options;
    private readonly TimeProvider _time;

    private PluginTrial(TrialOptions options, IReadOnlyList<HandlerOptions> handlers, TimeProvider time)
    {
        (_options, _time, Handlers) = (options, time, handlers);
        _folder = Directory.CreateTempSubdirectory("storescp-trial-");
        _log = new TrialLog();
        _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_log));
        // A breaker would hide what the handler does to the files after the fifth.
        _host = new PluginHost(
            new PluginOptions { Folders = [Path.GetFullPath(options.Folder)], Handlers = handlers, BreakerFailures = int.MaxValue },
            new PluginHostSetup
            {
                RunFolder = Path.Combine(_folder.FullName, "run"),
                SettingsFolder = Directory.GetCurrentDirectory(),
                Secrets = new FolderSecrets(options.SecretsFolder),
                LoggerFactory = _loggers,
                Time = time,
            });
    }

    /// <summary>The handlers that are tried, under their names in the manifest.</summary>
    public IReadOnlyList<HandlerOptions> Handlers { get; }

    /// <summary>Loads and initializes the handlers.</summary>
    /// <exception cref="CommandException">The plugin, or its settings, cannot be used; a sentence for each handler.</exception>
    public static async Task<PluginTrial> StartAsync(TrialOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var manifest = ManifestReader.Read(Path.GetFullPath(options.Folder), out var mistake)
            ?? throw new CommandException(ExitCode.PluginsUnusable, $"'{options.Folder}' is no plugin: {mistake}");
        var trial = new PluginTrial(options, HandlersOf(manifest, options), time);
        try
        {
            await trial._host.ScanAsync(cancellation);
            if (trial._host.NotReadyReasons is { Count: > 0 } reasons)
                throw new CommandException(ExitCode.PluginsUnusable, string.Join(Environment.NewLine, reasons));
            return trial;
        }
        catch
        {
            await trial.DisposeAsync();
            throw;
        }
    }

    /// <param name="handler">Runs this one alone; null: all.</param>
    /// <param name="output">Where to write what would be stored; null: nowhere.</param>
    /// <exception cref="CommandException">The file cannot be read or written.</exception>
    public async Task<TrialResult> RunAsync(string path, string? handler, string? output, CancellationToken cancellation)
    {
        try
        {
            using var file = TrialFile.Open(path, _folder.FullName);
            using var handlers = _host.ForAssociation(_options.CallingAETitle, _options.CalledAETitle);
            var chain = new HandlerChain([.. handlers.Handlers.Where(one => handler is null || one.Traits.Name == handler)], _time);
            var association = new AssociationInfo { CallingAETitle = _options.CallingAETitle, CalledAETitle = _options.CalledAETitle };
            using var run = new TrialRun(file, chain, association, _folder.FullName);
            _log.Take();
            await run.RunAsync(cancellation);
            var isWritten = output is not null && run.IsStored;
            if (isWritten)
                run.Write(output!);
            return new(path, run.Outcome, run.Changes, _log.Take(), run.BulkProblem, isWritten ? output : null);
        }
        catch (Exception e) when (e is DicomDataException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{Logging.LogText.Escape(path)} cannot be tried: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _loggers.Dispose();
        _log.Dispose();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A handler that hangs still has its files; the folder for temporary files is cleared by the system.
        }
    }

    private static List<HandlerOptions> HandlersOf(PluginManifest manifest, TrialOptions options)
    {
        var chosen = manifest.Handlers.Where(handler => options.Handler is null || handler.Name.Equals(options.Handler, StringComparison.OrdinalIgnoreCase)).ToList();
        if (chosen.Count == 0)
            throw new CommandException(ExitCode.PluginsUnusable,
                $"'{manifest.Name}' has no handler '{options.Handler}'; it has {string.Join(", ", manifest.Handlers.Select(handler => $"'{handler.Name}'"))}.");
        return [.. chosen.Select(handler => new HandlerOptions
        {
            Name = handler.Name,
            Plugin = manifest.Name,
            Handler = handler.Name,
            Version = manifest.Version,
            SettingsFile = options.SettingsFile is { } settings ? Path.GetFullPath(settings) : null,
        })];
    }
}
