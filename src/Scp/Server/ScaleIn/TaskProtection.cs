using Microsoft.Extensions.Logging;
using StoreScp.Server.Settings;

namespace StoreScp.Server.ScaleIn;

/// <summary>
/// Keeps the task from being chosen to end by a scale-in or a deployment while it has something in hand. Only a wish: a task that is ended all the
/// same drains as always, so nothing here ever holds up reception.
/// </summary>
/// <param name="hasWork">Associations, open batches or forwards in hand.</param>
internal sealed partial class TaskProtection(ScaleInOptions options, EcsAgent agent, Func<bool> hasWork, TimeProvider time, ILogger<TaskProtection> logger)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    private long? _lastWork;
    private long? _protectedSince;
    private long? _failedAt;

    /// <summary>Looks every second until it is told to stop; then the protection is taken away.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        try
        {
            do
                await CheckAsync(stop);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The server drains: new work is turned away, and what is in hand has its grace.
        }
        // Also when none is known of: the answer to the last request may not have come.
        if (_lastWork is not null)
            await TrySetAsync(null, CancellationToken.None);
    }

    /// <summary>One look: protects, renews at half of the time, or takes the protection away after the idle time.</summary>
    internal async Task CheckAsync(CancellationToken cancellation)
    {
        if (hasWork())
            _lastWork = time.GetTimestamp();
        var isWanted = Within(_lastWork, options.IdleTime);
        var isDone = isWanted ? Within(_protectedSince, options.ProtectFor / 2) : _protectedSince is null;
        if (!isDone && !Within(_failedAt, RetryInterval))
            await TrySetAsync(isWanted ? options.ProtectFor : null, cancellation);
    }

    private async Task TrySetAsync(TimeSpan? duration, CancellationToken cancellation)
    {
        // An answer that takes its time makes the protection longer than we think, never shorter.
        var asked = time.GetTimestamp();
        try
        {
            await agent.ProtectAsync(duration, cancellation);
            LogSet(logger, duration is null ? "off" : "on");
            _protectedSince = duration is null ? null : asked;
            _failedAt = null;
        }
        catch (EcsAgentException error)
        {
            // The first of a row is news, the others are the same news.
            LogFailed(logger, _failedAt is null ? LogLevel.Warning : LogLevel.Debug, duration is null ? "off" : "on", error.Message, RetryInterval.TotalSeconds);
            _failedAt = time.GetTimestamp();
        }
    }

    private bool Within(long? since, TimeSpan span) => since is { } timestamp && time.GetElapsedTime(timestamp) < span;

    [LoggerMessage(LogLevel.Debug, "Scale-in protection of the task is {State}")]
    private static partial void LogSet(ILogger logger, string state);

    [LoggerMessage("The container agent of ECS did not turn scale-in protection {State}: {Why}; tried again every {Seconds} s")]
    private static partial void LogFailed(ILogger logger, LogLevel level, string state, string why, double seconds);
}
