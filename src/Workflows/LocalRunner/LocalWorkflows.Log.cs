using Microsoft.Extensions.Logging;

namespace StoreScp.LocalRunner;

public sealed partial class LocalWorkflows
{
    [LoggerMessage(LogLevel.Warning, "The workflow runner cannot look for work: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason);
}
