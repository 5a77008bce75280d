using System.Diagnostics.CodeAnalysis;
using StoreScp.Plugins.Hosting.Crashes;
using StoreScp.Plugins.Hosting.Loading;
using StoreScp.Plugins.Hosting.Logging;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>The first call of a handler. When it fails, or comes back too late, the handler is disposed of.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without timer or wait handle has nothing to dispose of, and a late cancellation may still come.")]
internal sealed class Initialization(IPreStoreHandler handler, PluginContext context, CrashMark mark, LoadedPlugin plugin, PluginLogger logger)
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private int _isDecided;

    /// <exception cref="TimeoutException">It did not come back in time.</exception>
    public async Task RunAsync(TimeSpan deadline, TimeProvider time, CancellationToken cancellation)
    {
        // The clock starts before the call does.
        var waiting = _finished.Task.WaitAsync(deadline, time, cancellation);
        plugin.AddUser();
        _ = Task.Run(CallAsync, CancellationToken.None);
        try
        {
            await waiting;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // It may have come back at this very moment: then it is disposed of there or here, once.
            if (Interlocked.Exchange(ref _isDecided, 1) == 1)
                await DisposeAsync();
            _ = _stop.CancelAsync().ContinueWith(
                static stopped => _ = stopped.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    private async Task CallAsync()
    {
        var failure = default(Exception);
        mark.Enter();
        try
        {
            await handler.InitializeAsync(context, _stop.Token);
        }
        catch (Exception e)
        {
            failure = e;
        }
        finally
        {
            mark.Exit();
            mark.Dispose();
        }
        if (Interlocked.Exchange(ref _isDecided, 1) == 1 || failure is not null)
            await DisposeAsync();
        plugin.RemoveUser();
        if (failure is null)
            _finished.TrySetResult();
        else
            _finished.TrySetException(failure);
    }

    private async Task DisposeAsync()
    {
        try
        {
            await handler.DisposeAsync();
        }
        catch (Exception e)
        {
            logger.Log(PluginLogLevel.Warning, "could not be disposed of", e);
        }
    }
}
