using Microsoft.Extensions.Logging;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Hosting;

/// <summary>Ends the process at Scp:DrainMaximum whatever is still closing: what was answered is durable, so nothing is lost by it.</summary>
internal sealed partial class DrainWatchdog : IDisposable
{
    private readonly ITimer _timer;

    /// <param name="maximum">From now on.</param>
    /// <param name="exit">Ends the process with an exit code.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it says so before.</param>
    public DrainWatchdog(TimeSpan maximum, Action<int> exit, TimeProvider time, ILogger<DrainWatchdog> logger) => _timer = time.CreateTimer(
        _ =>
        {
            LogTooSlow(logger, maximum.TotalSeconds);
            exit(ExitCode.Success);
        },
        null, maximum, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    [LoggerMessage(LogLevel.Warning, "Closing took longer than Scp:DrainMaximum ({Seconds} s): ending now")]
    private static partial void LogTooSlow(ILogger logger, double seconds);
}
