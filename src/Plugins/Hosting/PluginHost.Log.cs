using Microsoft.Extensions.Logging;

namespace StoreScp.Plugins.Hosting;

public sealed partial class PluginHost
{
    [LoggerMessage(LogLevel.Warning, "The plugin folder '{Folder}' is not used: {Reason}")]
    private static partial void LogRefused(ILogger logger, string folder, string reason);

    [LoggerMessage(LogLevel.Error, "The plugin folders could not be looked at: {Reason}")]
    private static partial void LogScanFailed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "Handler '{Handler}' ({Plugin} {Version}) was {Doing} when a process of this server ended without warning.")]
    private static partial void LogCrashed(ILogger logger, string handler, string plugin, string version, string doing);
}
