using Microsoft.Extensions.Logging;

namespace StoreScp.Plugins.Hosting.Logging;

internal sealed partial class PluginLogger
{
    [LoggerMessage("Handler '{Handler}': {Text}", SkipEnabledCheck = true)]
    private static partial void LogLine(ILogger logger, LogLevel level, string handler, string text);
}
