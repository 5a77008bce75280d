using StoreScp.Plugins.Hosting.Crashes;
using StoreScp.Plugins.Hosting.Guarding;
using StoreScp.Plugins.Hosting.Loading;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>One handler of one version with one set of settings, ready to run.</summary>
/// <param name="key">Content of plugin and settings: another key asks for another loading.</param>
internal sealed class LoadedHandler(string key, ChainHandler chain, HandlerGuard guard, CrashMark mark, LoadedPlugin plugin)
{
    private int _holders = 1;

    public string Key { get; } = key;

    public ChainHandler Chain { get; } = chain;

    public HandlerGuard Guard { get; } = guard;

    public CrashMark Mark { get; } = mark;

    public LoadedPlugin Plugin { get; } = plugin;

    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>True for the last holder: it has to be retired.</summary>
    public bool LetGo() => Interlocked.Decrement(ref _holders) == 0;
}
