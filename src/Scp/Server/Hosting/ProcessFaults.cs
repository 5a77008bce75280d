using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Hosting;

/// <summary>Logs what nobody caught: it must never pass unseen.</summary>
internal sealed partial class ProcessFaults : IDisposable
{
    private readonly ILogger<ProcessFaults> _logger;

    public ProcessFaults(ILogger<ProcessFaults> logger)
    {
        _logger = logger;
        TaskScheduler.UnobservedTaskException += OnUnobserved;
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= OnUnobserved;

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e) => LogUnobserved(_logger, e.Exception);

    [LoggerMessage(LogLevel.Critical, "A fault on our side that nobody observed")]
    private static partial void LogUnobserved(ILogger logger, Exception error);
}
