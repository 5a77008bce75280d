using System.Diagnostics.CodeAnalysis;
using StoreScp.Plugins.Hosting.Crashes;
using StoreScp.Plugins.Hosting.Logging;

namespace StoreScp.Plugins.Hosting.Guarding;

/// <summary>One call of a handler: runs on the thread pool, is told to stop at its deadline, and is given up a little later.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without timer or wait handle has nothing to dispose of, and a late cancellation may still come.")]
internal sealed class GuardedCall<T>
{
    private readonly Func<CancellationToken, ValueTask<T>> _call;
    private readonly GuardLimits _limits;
    private readonly CrashMark _mark;
    private readonly Action _cameBackLate;
    private readonly MeasuringScheduler _scheduler = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<bool> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _back = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private CancellationTokenRegistration _registration;

    public GuardedCall(Func<CancellationToken, ValueTask<T>> call, GuardLimits limits, CrashMark mark, Action cameBackLate) =>
        (_call, _limits, _mark, _cameBackLate) = (call, limits, mark, cameBackLate);

    public CallInHand InHand { get; } = new();

    /// <summary>Completes when the call has come back, even if it was given up.</summary>
    public Task WhenBack => _back.Task;

    public bool IsDeadlinePassed { get; private set; }

    public long AllocatedBytes { get; private set; }

    public Exception? Error { get; private set; }

    public T? Value { get; private set; }

    /// <summary>Runs the call; false when it is given up: then it still runs, and nothing of it may be used.</summary>
    public async ValueTask<bool> RunAsync(TimeProvider time, CancellationToken cancellation)
    {
        // The clock starts before the call does.
        _timer = time.CreateTimer(static state => ((GuardedCall<T>)state!).TimerFired(), this, _limits.Deadline, Timeout.InfiniteTimeSpan);
        _registration = cancellation.UnsafeRegister(static state => ((GuardedCall<T>)state!).Stop(), this);
        _ = Task.Factory.StartNew(CallAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        var cameBack = await _settled.Task;
        await _timer.DisposeAsync();
        await _registration.DisposeAsync();
        return cameBack;
    }

    private async Task CallAsync()
    {
        CallInHand.Current = InHand;
        var (value, error) = (default(T), default(Exception));
        _mark.Enter();
        try
        {
            value = await _call(_stop.Token);
        }
        catch (Exception e)
        {
            error = e;
        }
        finally
        {
            _mark.Exit();
        }
        (Value, Error, AllocatedBytes) = (value, error, _scheduler.AllocatedBytes);
        if (_settled.TrySetResult(true))
        {
            _back.TrySetResult();
            return;
        }
        InHand.End();
        _cameBackLate();
        _back.TrySetResult();
    }

    private void TimerFired()
    {
        if (IsDeadlinePassed)
        {
            InHand.Abandon();
            _settled.TrySetResult(false);
            return;
        }
        IsDeadlinePassed = true;
        Stop();
        // The timer may be gone at this moment: then the call has come back.
        _timer?.Change(_limits.HangGrace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the handler has registered runs elsewhere, and what that throws is the handler's own loss.</summary>
    private void Stop() => _stop.CancelAsync().ContinueWith(
        static stopped => _ = stopped.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
