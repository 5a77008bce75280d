using Microsoft.Extensions.Logging;

namespace StoreScp.Plugins.Hosting.Handlers;

internal sealed partial class Retirement
{
    [LoggerMessage(LogLevel.Warning, "Handler '{Handler}' of version {Version} could not be disposed of: {Error}")]
    private static partial void LogNotDisposed(ILogger logger, string handler, string version, string error);
}
