using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Forwards;

internal sealed partial class ForwardLog
{
    [LoggerMessage(LogLevel.Debug, "Forwarded {SOPInstanceUID} to {Destination} by route {Route}: {Answer}")]
    private static partial void LogForwarded(ILogger logger, string sopInstanceUID, string destination, string route, string answer);

    [LoggerMessage(LogLevel.Warning, "{SOPInstanceUID} will not be forwarded to {Destination} by route {Route}: {Why}")]
    private static partial void LogFailed(ILogger logger, string sopInstanceUID, string destination, string route, string why);

    [LoggerMessage(LogLevel.Debug, "{SOPInstanceUID} is forwarded to {Destination} again at {NextAttemptAt:u}, after {Attempts} attempts: {Why}")]
    private static partial void LogPostponed(ILogger logger, string sopInstanceUID, string destination, DateTimeOffset nextAttemptAt, int attempts, string why);

    [LoggerMessage("Nothing can be forwarded to {Destination} now; tried again at {Until:u}: {Why}")]
    private static partial void LogPaused(ILogger logger, LogLevel level, string destination, DateTimeOffset until, string why);

    [LoggerMessage("Forwarding to {Destination} was interrupted; it is taken up again")]
    private static partial void LogFaulted(ILogger logger, LogLevel level, string destination, Exception error);
}
