using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Hosting;

internal sealed partial class StoreScpServer
{
    [LoggerMessage(LogLevel.Information, "Listening for DICOM on {Plain}, with TLS on {Tls}, for HTTP on {Admin}")]
    private static partial void LogListening(ILogger logger, string plain, string tls, string admin);

    [LoggerMessage(LogLevel.Information, "Draining: {Count} associations may go on for {Seconds} s, new ones are rejected")]
    private static partial void LogDraining(ILogger logger, int count, double seconds);

    [LoggerMessage(LogLevel.Information, "The grace is over: {Count} associations finish the instance in hand")]
    private static partial void LogGraceOver(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Scp:DrainMaximum is near: {Count} associations are cut off; what was not answered was not promised")]
    private static partial void LogCutOff(ILogger logger, int count);

    [LoggerMessage(LogLevel.Information, "Drained in {Seconds:0.0} s")]
    private static partial void LogDrained(ILogger logger, double seconds);
}
