using Microsoft.Extensions.Logging;

namespace StoreScp.Emulator;

internal sealed partial class JobRunner
{
    [LoggerMessage(LogLevel.Error, "Import job {JobId} met a fault of the emulator")]
    private static partial void LogFault(ILogger logger, string jobId, Exception exception);
}
