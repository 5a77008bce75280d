using Microsoft.Extensions.Logging;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>Disposes of handlers that nobody uses any more, once their last call has come back, and unloads their plugins.</summary>
internal sealed partial class Retirement(ILogger logger, TimeProvider time)
{
    /// <summary>Time that a handler has to be disposed of.</summary>
    public static readonly TimeSpan DisposeDeadline = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<(LoadedHandler Handler, Task Done)> _pending = [];

    public void Add(LoadedHandler handler)
    {
        lock (_lock)
        {
            _pending.RemoveAll(pending => pending.Done.IsCompleted);
            _pending.Add((handler, Task.Run(() => RetireAsync(handler))));
        }
    }

    /// <summary>Completes when everything is unloaded but what a hanging call still runs in.</summary>
    public async Task WhenDoneAsync()
    {
        List<Task> waitedFor;
        lock (_lock)
            waitedFor = [.. _pending.Where(pending => pending.Handler.Guard.Breaker.Hanging == 0).Select(pending => pending.Done)];
        await Task.WhenAll(waitedFor);
        lock (_lock)
            _pending.RemoveAll(pending => pending.Done.IsCompleted);
    }

    private async Task RetireAsync(LoadedHandler loaded)
    {
        await loaded.Guard.WhenIdleAsync();
        loaded.Mark.Dispose();
        try
        {
            await Task.Run(() => loaded.Chain.Handler.DisposeAsync().AsTask()).WaitAsync(DisposeDeadline, time);
        }
        catch (Exception e)
        {
            LogNotDisposed(logger, loaded.Chain.Traits.Name, loaded.Chain.Traits.PluginVersion, e.GetType().Name);
        }
        loaded.Plugin.RemoveUser();
    }
}
