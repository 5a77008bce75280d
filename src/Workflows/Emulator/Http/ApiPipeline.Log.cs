using Microsoft.Extensions.Logging;

namespace StoreScp.Emulator;

internal sealed partial class ApiPipeline
{
    [LoggerMessage(LogLevel.Error, "The emulator's {Operation} met a fault")]
    private static partial void LogFault(ILogger logger, string operation, Exception exception);
}
