using System.Diagnostics;
using System.Globalization;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

/// <summary>The server's bounds of one call: it runs elsewhere, is told to stop at its deadline, and is given up a second later. Without circuit breaker: each instance of a test stands for itself.</summary>
internal sealed class TestGuard(HandlerTraits traits, TimeSpan deadline, long maximumAllocationBytes, TestLogScope log) : IHandlerGuard
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>What the handler threw, for the one who wrote it; the server only logs it.</summary>
    public Exception? Error { get; set; }

    public async ValueTask<GuardedResult<T>> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        Error = null;
        var limit = Debugger.IsAttached ? Timeout.InfiniteTimeSpan : deadline;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        var meter = new AllocationMeter();
        var start = Stopwatch.GetTimestamp();
        var running = Task.Factory.StartNew(() => call(stop.Token).AsTask(), CancellationToken.None, TaskCreationOptions.DenyChildAttach, meter).Unwrap();
        await Task.WhenAny(running, Task.Delay(limit == Timeout.InfiniteTimeSpan ? limit : limit + Grace, CancellationToken.None));
        cancellation.ThrowIfCancellationRequested();
        if (!running.IsCompleted)
            throw new HandlerFailedException(HandlerFailure.TimedOut, $"{traits.Name} did not answer within {Seconds()}, and did not stop") { StillRunning = running };
        if (stop.IsCancellationRequested)
            throw new HandlerFailedException(HandlerFailure.TimedOut, $"{traits.Name} did not answer within {Seconds()}");
        var value = await ValueOf(running);
        if (meter.AllocatedBytes > maximumAllocationBytes)
        {
            throw new HandlerFailedException(HandlerFailure.Allocated, string.Create(CultureInfo.InvariantCulture,
                $"{traits.Name} allocated {meter.AllocatedBytes} bytes in one call; allowed: {maximumAllocationBytes}"));
        }
        return new(value, Stopwatch.GetElapsedTime(start), meter.AllocatedBytes);
    }

    private async Task<T> ValueOf<T>(Task<T> completed)
    {
        try
        {
            return await completed;
        }
        catch (Exception e) when (e is not HandlerFailedException)
        {
            Error = e;
            log.Add(PluginLogLevel.Error, $"{traits.Name} threw an exception", e);
            throw new HandlerFailedException(HandlerFailure.Threw, e is InstanceFailedException ? $"{traits.Name} failed: {e.Message}" : $"{traits.Name} threw {e.GetType().Name}", e);
        }
    }

    private string Seconds() => string.Create(CultureInfo.InvariantCulture, $"{deadline.TotalSeconds:0.###} s");
}
