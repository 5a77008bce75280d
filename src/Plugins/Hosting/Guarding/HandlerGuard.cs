using System.Globalization;
using StoreScp.Plugins.Hosting.Crashes;
using StoreScp.Plugins.Hosting.Logging;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Guarding;

/// <summary>Runs the calls of one handler within its bounds, and counts.</summary>
/// <remarks>
/// A call that neither answers nor stops costs its thread until it comes back. What it was given may not be reused before
/// <see cref="HandlerFailedException.StillRunning"/> has completed.
/// </remarks>
internal sealed class HandlerGuard(
    HandlerTraits traits, GuardLimits limits, CircuitBreaker breaker, HandlerCounters counters, CrashMark mark, PluginLogger logger, TimeProvider time)
    : IHandlerGuard
{
    private readonly string _who = $"Handler '{traits.Name}' ({traits.PluginName} {traits.PluginVersion})";
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hanging;
    private volatile bool _isRetired;

    public CircuitBreaker Breaker => breaker;

    public async ValueTask<GuardedResult<T>> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        counters.CountCall();
        if (!breaker.TryEnter(out var isProbe))
            throw Count(HandlerFailure.BreakerOpen, $"{_who} is not let run: its circuit breaker is open.");

        var start = time.GetTimestamp();
        var guarded = new GuardedCall<T>(call, limits, mark, CameBackLate);
        if (!await guarded.RunAsync(time, cancellation))
            throw Hangs(isProbe, guarded.WhenBack);
        try
        {
            ThrowIfFailed(guarded, isProbe, cancellation);
        }
        finally
        {
            guarded.InHand.End();
        }
        breaker.Succeeded(isProbe);
        return new(guarded.Value!, time.GetElapsedTime(start), guarded.AllocatedBytes);
    }

    /// <summary>Completes when no call hangs; to be asked when nobody calls any more.</summary>
    public Task WhenIdleAsync()
    {
        _isRetired = true;
        if (Volatile.Read(ref _hanging) == 0)
            _idle.TrySetResult();
        return _idle.Task;
    }

    private void ThrowIfFailed<T>(GuardedCall<T> guarded, bool isProbe, CancellationToken cancellation)
    {
        if (guarded.IsDeadlinePassed)
            throw Fail(isProbe, HandlerFailure.TimedOut, $"{_who} did not answer within {Seconds(limits.Deadline)}.");
        if (guarded.Error is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            breaker.GaveUp(isProbe);
            cancellation.ThrowIfCancellationRequested();
        }
        if (guarded.Error is HandlerFailedException broken)
            throw Fail(isProbe, broken.Failure, broken.Message);
        if (guarded.Error is { } error)
        {
            logger.Log(PluginLogLevel.Error, "threw an exception", error, guarded.InHand);
            throw Fail(isProbe, HandlerFailure.Threw, error is InstanceFailedException stated ? $"{_who} failed: {Cut(stated.Message)}" : $"{_who} threw {error.GetType().Name}.");
        }
        if (guarded.AllocatedBytes > limits.MaximumAllocationBytes)
        {
            throw Fail(isProbe, HandlerFailure.Allocated, string.Create(CultureInfo.InvariantCulture,
                $"{_who} allocated {guarded.AllocatedBytes} bytes in one call; allowed: {limits.MaximumAllocationBytes}."));
        }
    }

    private HandlerFailedException Hangs(bool isProbe, Task back)
    {
        Interlocked.Increment(ref _hanging);
        var failure = Fail(isProbe, HandlerFailure.TimedOut, $"{_who} did not answer within {Seconds(limits.Deadline)}, and did not stop.");
        logger.Report(PluginLogLevel.Error, failure.Message);
        if (breaker.Hangs())
            logger.Report(PluginLogLevel.Error, $"{_who} has {breaker.Hanging} calls that hang: its circuit breaker stays open until it is loaded anew.");
        return new(failure.Failure, failure.Message) { StillRunning = back };
    }

    private void CameBackLate()
    {
        breaker.CameBack();
        if (Interlocked.Decrement(ref _hanging) == 0 && _isRetired)
            _idle.TrySetResult();
    }

    private HandlerFailedException Fail(bool isProbe, HandlerFailure failure, string sentence)
    {
        if (breaker.Failed(isProbe))
            logger.Report(PluginLogLevel.Error, $"The circuit breaker opens. {sentence}");
        return Count(failure, sentence);
    }

    private HandlerFailedException Count(HandlerFailure failure, string sentence)
    {
        counters.CountFailure(failure, sentence);
        return new(failure, sentence);
    }

    private static string Cut(string text) => text.Length <= PreStoreResult.MaximumReasonLength ? text : text[..PreStoreResult.MaximumReasonLength];

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
