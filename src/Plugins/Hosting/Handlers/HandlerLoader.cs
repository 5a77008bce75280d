using System.Globalization;
using Microsoft.Extensions.Logging;
using StoreScp.Plugins.Hosting.Crashes;
using StoreScp.Plugins.Hosting.Folders;
using StoreScp.Plugins.Hosting.Guarding;
using StoreScp.Plugins.Hosting.Loading;
using StoreScp.Plugins.Hosting.Logging;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>Makes a handler ready: plugin, object, settings, initialization, guard. Not thread-safe.</summary>
internal sealed class HandlerLoader(PluginOptions options, PluginHostSetup setup, ProcessFolder process, IPluginLoader loader)
{
    /// <summary>Time that a handler has to initialize.</summary>
    public static readonly TimeSpan InitializeDeadline = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, WeakReference<LoadedPlugin>> _plugins = [];
    private readonly HashSet<string> _neverAgain = [];

    /// <summary>Name in the crash marker, the log and the metrics.</summary>
    public static string ShadowName(HandlerOptions handler) => $"{handler.Name} (shadow)";

    /// <exception cref="PluginRefusedException">It cannot be used; the message says why.</exception>
    public async Task<LoadedHandler> LoadAsync(HandlerRequest request, CancellationToken cancellation)
    {
        var manifest = request.Folder.Manifest!;
        var attempt = $"{request.Name}\n{request.Folder.Seal!.Hash}\n{request.Settings.Json}";
        if (_neverAgain.Contains(attempt))
            throw new PluginRefusedException($"It did not initialize within {Seconds(InitializeDeadline)}; it is tried again when plugin or settings change, or at the next start.");
        if (process.Crashed.Any(crash => crash.AtStart && crash.Name == request.Name && crash.Plugin == manifest.Name && crash.Version == manifest.Version))
            throw new PluginRefusedException("The server's process ended while this version was being initialized; it is tried again when another version is there, or at the next start.");

        var chosen = Choose(manifest, request.Options);
        if (chosen.ProtectsPatients && request.Options.OnFailure == FailureAction.Bypass)
            throw new PluginRefusedException($"OnFailure is Bypass, which is not allowed for '{chosen.Name}': it protects patients.");

        var plugin = GetPlugin(request.Folder);
        plugin.AddUser();
        try
        {
            return await MakeAsync(request, chosen, plugin, attempt, cancellation);
        }
        catch
        {
            plugin.RemoveUser();
            throw;
        }
    }

    private async Task<LoadedHandler> MakeAsync(
        HandlerRequest request, HandlerManifest chosen, LoadedPlugin plugin, string attempt, CancellationToken cancellation)
    {
        var manifest = plugin.Folder.Manifest!;
        var logger = new PluginLogger(setup.LoggerFactory.CreateLogger($"StoreScp.Plugins.{request.Name}"), request.Name);
        var handler = plugin.Create(chosen);
        var context = new PluginContext
        {
            HandlerName = request.Options.Name,
            PluginName = manifest.Name,
            PluginVersion = manifest.Version,
            Folder = plugin.FilesPath,
            Logger = logger,
            Time = setup.Time,
            Secrets = setup.Secrets,
            SettingsJson = request.Settings.Json,
            SettingsSource = request.Settings.Source,
            SettingsFolder = request.Settings.Folder,
        };
        var startMark = process.Marker.Add(request.Name, manifest.Name, manifest.Version, atStart: true);
        await InitializeAsync(new(handler, context, startMark, plugin, logger), attempt, cancellation);

        var traits = new HandlerTraits
        {
            Name = request.Options.Name,
            PluginName = manifest.Name,
            PluginVersion = manifest.Version,
            Needs = chosen.Needs,
            ProtectsPatients = chosen.ProtectsPatients,
            ChangesUIDs = chosen.ChangesUIDs,
        };
        var breaker = new CircuitBreaker(options.BreakerFailures, options.BreakerOpenTime, options.MaximumHangs, setup.Time);
        if (request.StartsOpen)
            breaker.Open();
        var mark = process.Marker.Add(request.Name, manifest.Name, manifest.Version, atStart: false);
        var limits = new GuardLimits(request.Options.Deadline, request.Options.MaximumAllocationBytes);
        var guard = new HandlerGuard(traits, limits, breaker, request.Counters, mark, logger, setup.Time);
        var chain = new ChainHandler { Traits = traits, Handler = new WatchedHandler(handler), Guard = guard, OnFailure = request.Options.OnFailure };
        return new(request.Key, chain, guard, mark, plugin);
    }

    private async Task InitializeAsync(Initialization initialization, string attempt, CancellationToken cancellation)
    {
        try
        {
            await initialization.RunAsync(InitializeDeadline, setup.Time, cancellation);
        }
        catch (TimeoutException)
        {
            _neverAgain.Add(attempt);
            throw new PluginRefusedException($"It did not initialize within {Seconds(InitializeDeadline)}.");
        }
        catch (PluginSetupException e)
        {
            throw new PluginRefusedException(e.Message, e.InnerException);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            throw new PluginRefusedException($"It failed to initialize: {e.GetType().Name}: {e.Message}", e);
        }
    }

    private static HandlerManifest Choose(PluginManifest manifest, HandlerOptions options)
    {
        var names = string.Join(", ", manifest.Handlers.Select(handler => $"'{handler.Name}'"));
        if (options.Handler is null)
        {
            return manifest.Handlers.Count == 1 ? manifest.Handlers[0]
                : throw new PluginRefusedException($"It brings several handlers; Handler must name one of {names}.");
        }
        return manifest.Handlers.FirstOrDefault(handler => handler.Name.Equals(options.Handler, StringComparison.OrdinalIgnoreCase))
            ?? throw new PluginRefusedException($"It has no handler '{options.Handler}'; it has {names}.");
    }

    /// <summary>One context for each content, however many handlers use it.</summary>
    private LoadedPlugin GetPlugin(PluginFolder folder)
    {
        var hash = folder.Seal!.Hash;
        if (_plugins.TryGetValue(hash, out var known) && known.TryGetTarget(out var loaded) && loaded.HasUsers)
            return loaded;
        foreach (var gone in _plugins.Where(pair => !pair.Value.TryGetTarget(out _)).Select(pair => pair.Key).ToList())
            _plugins.Remove(gone);
        var plugin = LoadedPlugin.Load(folder, process.NewCopyPath(), loader);
        _plugins[hash] = new(plugin);
        return plugin;
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
