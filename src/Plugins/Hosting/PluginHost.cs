using Microsoft.Extensions.Logging;
using StoreScp.Plugins.Hosting.Crashes;
using StoreScp.Plugins.Hosting.Folders;
using StoreScp.Plugins.Hosting.Handlers;
using StoreScp.Plugins.Hosting.Loading;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Hosting.Status;

namespace StoreScp.Plugins.Hosting;

/// <summary>
/// Loads the handlers that the site names and gives them to associations. A new version serves new associations only; the old one is
/// unloaded when the last association that began with it has ended (docs/decisions/0008-plugin-hosting.md).
/// </summary>
public sealed partial class PluginHost : IAsyncDisposable
{
    private readonly PluginOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ProcessFolder _process;
    private readonly Retirement _retirement;
    private readonly FolderScan _scan;
    private readonly List<HandlerPlace> _places;
    private readonly SemaphoreSlim _oneScan = new(1);
    private readonly Lock _lock = new();
    private Generation _current;
    private IReadOnlyList<PluginFolder> _folders = [];
    private bool _isDisposed;

    /// <exception cref="ArgumentException">The options hold mistakes; see <see cref="PluginOptions.Validate"/>.</exception>
    /// <exception cref="IOException">The run folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public PluginHost(PluginOptions options, PluginHostSetup setup) : this(options, setup, new McMasterPluginLoader()) { }

    internal PluginHost(PluginOptions options, PluginHostSetup setup, IPluginLoader loader)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(setup);
        if (options.Validate().ToList() is { Count: > 0 } mistakes)
            throw new ArgumentException(string.Join(" ", mistakes), nameof(options));
        (_options, _time) = (options, setup.Time);
        _logger = setup.LoggerFactory.CreateLogger<PluginHost>();
        _process = ProcessFolder.Create(setup.RunFolder);
        foreach (var crash in _process.Crashed)
            LogCrashed(_logger, crash.Name, crash.Plugin, crash.Version, crash.AtStart ? "being initialized" : "running");
        _retirement = new(_logger, setup.Time);
        _scan = new(options.Folders, options.AllowedHashes);
        var handlers = new HandlerLoader(options, setup, _process, loader);
        var crashed = _process.Crashed.Where(crash => !crash.AtStart).Select(crash => crash.Name).ToHashSet();
        _places = [.. options.Handlers.Select(handler => new HandlerPlace(handler, setup, handlers, crashed))];
        _current = new(_places);
    }

    /// <summary>Plugins and handlers as they are now.</summary>
    public PluginHostStatus Status => StatusReport.Make(_places, _folders);

    /// <summary>Some handler that is loaded protects patients.</summary>
    public bool ProtectsPatients => _places.Any(place => place.Current?.Chain.Traits.ProtectsPatients == true);

    /// <summary>A sentence for each handler that is not loaded: its instances fail.</summary>
    public IReadOnlyList<string> NotReadyReasons =>
        [.. _places.Where(place => place.Current is null).Select(place => $"Handler '{place.Options.Name}' is not loaded. {place.Problem}".TrimEnd())];

    /// <summary>Looks at the folders and loads what has changed. What fails is in <see cref="Status"/>, not thrown.</summary>
    public async Task ScanAsync(CancellationToken cancellation)
    {
        await _oneScan.WaitAsync(cancellation);
        try
        {
            var before = _folders;
            _folders = _scan.Look();
            foreach (var folder in _folders.Where(folder => folder.Refusal is not null && !before.Contains(folder)))
                LogRefused(_logger, folder.Path, folder.Refusal!);
            await UpdateAsync(cancellation);
            SerializerCache.DropUnused();
        }
        finally
        {
            _oneScan.Release();
        }
    }

    /// <summary>Scans again and again, until cancelled; the first scan comes after one interval. A scan that fails does not end it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(_options.ScanInterval, _time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                await ScanAsync(cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LogScanFailed(_logger, e.Message);
            }
        }
    }

    /// <summary>Loads a handler anew even if nothing has changed: closes a breaker that stays open. False: there is no such handler.</summary>
    public async Task<bool> ReloadAsync(string handler, CancellationToken cancellation)
    {
        var place = _places.FirstOrDefault(place => place.Options.Name.Equals(handler, StringComparison.OrdinalIgnoreCase));
        if (place is null)
            return false;
        place.RequestReload();
        await ScanAsync(cancellation);
        return true;
    }

    /// <summary>The handlers for an association, from now until what is returned is disposed of.</summary>
    public AssociationHandlers ForAssociation(string callingAETitle, string calledAETitle)
    {
        ArgumentNullException.ThrowIfNull(callingAETitle);
        ArgumentNullException.ThrowIfNull(calledAETitle);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var generation = _current;
            generation.Holders++;
            return new(generation.For(callingAETitle, calledAETitle), () => LetGo(generation));
        }
    }

    /// <summary>Unloads everything that no association holds any more, and takes the crash marker away.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
        }
        await _oneScan.WaitAsync();
        LetGo(_current);
        foreach (var loaded in _places.SelectMany(place => new[] { place.Current, place.Shadow }).OfType<LoadedHandler>())
            RetireIfLast(loaded);
        await _retirement.WhenDoneAsync();
        _process.Dispose();
        _oneScan.Dispose();
    }

    /// <summary>Completes when what nobody uses is unloaded.</summary>
    internal Task WhenRetiredAsync() => _retirement.WhenDoneAsync();

    private async Task UpdateAsync(CancellationToken cancellation)
    {
        var replaced = new List<LoadedHandler>();
        try
        {
            foreach (var place in _places)
                await place.UpdateAsync(_folders, replaced, cancellation);
        }
        finally
        {
            // All changes of one scan at once; those before a cancellation, too.
            Publish();
            foreach (var loaded in replaced)
                RetireIfLast(loaded);
        }
    }

    private void Publish()
    {
        var next = new Generation(_places);
        Generation old;
        lock (_lock)
            (old, _current) = (_current, next);
        LetGo(old);
    }

    private void LetGo(Generation generation)
    {
        lock (_lock)
        {
            if (--generation.Holders > 0)
                return;
        }
        foreach (var loaded in generation.Loaded)
            RetireIfLast(loaded);
    }

    private void RetireIfLast(LoadedHandler loaded)
    {
        if (loaded.LetGo())
            _retirement.Add(loaded);
    }
}
