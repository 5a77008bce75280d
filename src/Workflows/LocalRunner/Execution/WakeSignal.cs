namespace StoreScp.LocalRunner.Execution;

/// <summary>Wakes the scheduler before its time.</summary>
internal sealed class WakeSignal
{
    private TaskCompletionSource _signal = Fresh();

    public void Set() => Volatile.Read(ref _signal).TrySetResult();

    /// <summary>Forgets what was signalled. Call it before looking for work: what comes after is not missed.</summary>
    public void Reset() => Volatile.Write(ref _signal, Fresh());

    /// <summary>Returns at a signal since the last <see cref="Reset"/>, or after the time; never throws.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(Volatile.Read(ref _signal).Task, Task.Delay(atMost, time, enough.Token));
        await enough.CancelAsync();
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
