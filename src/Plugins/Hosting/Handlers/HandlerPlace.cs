using Microsoft.Extensions.Logging;
using StoreScp.Plugins.Hosting.Folders;
using StoreScp.Plugins.Hosting.Guarding;
using StoreScp.Plugins.Hosting.Logging;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>One place in the site's chain, and what is loaded there now. Updated by one scan at a time.</summary>
internal sealed class HandlerPlace
{
    private readonly PluginHostSetup _setup;
    private readonly HandlerLoader _loader;
    private readonly IReadOnlyCollection<string> _crashed;
    private readonly PluginLogger _log;
    private readonly HandlerCounters _shadowCalls = new();
    private int _reloads;

    public HandlerPlace(HandlerOptions options, PluginHostSetup setup, HandlerLoader loader, IReadOnlyCollection<string> crashed)
    {
        (Options, _setup, _loader, _crashed) = (options, setup, loader, crashed);
        _log = new(setup.LoggerFactory.CreateLogger($"StoreScp.Plugins.{options.Name}"), options.Name);
        Shadowing = new(_log, setup.Time);
        foreach (var name in new[] { options.Name, HandlerLoader.ShadowName(options) }.Where(crashed.Contains))
        {
            Notice = $"'{name}' was running when the server's process ended without warning: its circuit breaker starts open.";
            _log.Report(PluginLogLevel.Warning, Notice);
        }
    }

    public HandlerOptions Options { get; }

    public HandlerCounters Counters { get; } = new();

    public ShadowCounters Shadowing { get; }

    public LoadedHandler? Current { get; private set; }

    public LoadedHandler? Shadow { get; private set; }

    /// <summary>Why what the site wants is not, or not wholly, in use.</summary>
    public string? Problem { get; private set; }

    public string? ShadowProblem { get; private set; }

    /// <summary>What a person should know about this run of the server.</summary>
    public string? Notice { get; private set; }

    /// <summary>The next scan loads everything here anew, even if nothing has changed.</summary>
    public void RequestReload() => Interlocked.Increment(ref _reloads);

    /// <summary>The handler as it is to run now.</summary>
    public ChainHandler ToChain()
    {
        if (Current is null)
            return MissingHandler.In(Options, Counters);
        if (Shadow is not { } shadow)
            return Current.Chain;
        var (counters, version) = (Shadowing, shadow.Chain.Traits.PluginVersion);
        return Current.Chain with { Shadow = new(shadow.Chain, comparison => counters.Count(version, comparison)) };
    }

    /// <summary>Loads what the site wants now; what cannot be loaded leaves in use what was.</summary>
    /// <param name="replaced">Gets what is no longer in use here.</param>
    public async Task UpdateAsync(IReadOnlyList<PluginFolder> folders, List<LoadedHandler> replaced, CancellationToken cancellation)
    {
        var before = Current;
        (Current, Problem) = await UpdateAsync(Options.Name, Options.Version, before, Problem, Counters, folders, cancellation);
        if (before is not null && before != Current)
            replaced.Add(before);
        if (Options.ShadowVersion is not { } version)
            return;
        before = Shadow;
        (Shadow, ShadowProblem) = await UpdateAsync(
            HandlerLoader.ShadowName(Options), version, before, ShadowProblem, _shadowCalls, folders, cancellation);
        if (before is not null && before != Shadow)
            replaced.Add(before);
    }

    private async Task<(LoadedHandler?, string?)> UpdateAsync(
        string name, string? pinned, LoadedHandler? current, string? problemBefore, HandlerCounters counters,
        IReadOnlyList<PluginFolder> folders, CancellationToken cancellation)
    {
        var place = "";
        try
        {
            var settings = HandlerSettings.Read(Options, _setup.SettingsFolder);
            var folder = Wanted(folders, pinned, current);
            place = $"Version {folder.Manifest!.Version} in '{folder.Path}' cannot be used: ";
            var key = $"{folder.Seal!.Hash}\n{settings.Json}\n{_reloads}";
            if (current?.Key == key)
                return (current, null);
            var loaded = await _loader.LoadAsync(
                new(name, key, Options, folder, settings, counters, StartsOpen: current is null && _crashed.Contains(name)), cancellation);
            _log.Report(PluginLogLevel.Information, $"'{name}' runs {folder.Manifest.Name} {folder.Manifest.Version} from '{folder.Path}', SHA-256 {folder.Seal.Hash}.");
            return (loaded, null);
        }
        catch (Exception e) when (e is PluginRefusedException or SettingsException)
        {
            var kept = current is null ? "" : $" Version {current.Chain.Traits.PluginVersion} stays in use.";
            var problem = $"{(e is SettingsException ? "" : place)}{e.Message}{kept}";
            if (problem != problemBefore)
                Tell(current is null ? PluginLogLevel.Error : PluginLogLevel.Warning, problem, e.InnerException);
            return (current, problem);
        }
    }

    private void Tell(PluginLogLevel level, string problem, Exception? cause)
    {
        _log.Report(level, problem);
        if (cause is not null)
            _log.Log(level, "the exception behind this", cause);
    }

    /// <summary>The pinned version, or else the newest.</summary>
    /// <exception cref="PluginRefusedException">There is none that may be loaded.</exception>
    private PluginFolder Wanted(IReadOnlyList<PluginFolder> folders, string? pinned, LoadedHandler? current)
    {
        var version = SemanticVersion.TryParse(pinned, out var parsed) ? parsed : null;
        var newest = folders.Where(folder => folder.Is(Options.Plugin, version)).MaxBy(folder => folder.Version);
        // A folder in use that is being written over is not a reason to go back to an older version.
        var used = current is null ? null : folders.FirstOrDefault(folder => folder.Path == current.Plugin.Folder.Path);
        if (used is { IsUsable: false } && (newest is null || newest.Version!.CompareTo(current!.Plugin.Folder.Version) < 0))
            throw new PluginRefusedException($"'{used.Path}': {used.Refusal}");
        if (newest is not null)
            return newest;
        var refused = folders.Where(folder => !folder.IsUsable && (folder.Manifest is null || folder.Manifest.Name.Equals(Options.Plugin, StringComparison.OrdinalIgnoreCase)))
            .Select(folder => $" '{folder.Path}': {folder.Refusal}");
        throw new PluginRefusedException($"There is no usable plugin '{Options.Plugin}'{(pinned is null ? "" : $" {pinned}")}.{string.Concat(refused)}");
    }
}
