using StoreScp.Server.Settings;

namespace StoreScp.Server.Hosting;

/// <summary>How much time each step of a drain has, counted from its begin.</summary>
internal sealed class DrainPlan(ScpOptions scp, TimeProvider time)
{
    /// <summary>Kept free before Scp:DrainMaximum for sending aborts and closing the ledger.</summary>
    public static readonly TimeSpan AbortMargin = TimeSpan.FromSeconds(3);

    private readonly long _began = time.GetTimestamp();

    public TimeSpan Grace { get; } = scp.DrainGrace;

    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>What is left until associations are cut off.</summary>
    public TimeSpan UntilAbort => NotNegative(scp.DrainMaximum - AbortMargin - Elapsed);

    /// <summary>What is left in all.</summary>
    public TimeSpan UntilEnd => NotNegative(scp.DrainMaximum - Elapsed);

    /// <summary>Waits for the task, at most so long; the time being over, or the token, ends the wait without a fault.</summary>
    public async Task WaitAsync(Task task, TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            await task.WaitAsync(atMost, time, cancellation);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // The next step of the drain says what happens to those that are still there.
        }
    }

    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
