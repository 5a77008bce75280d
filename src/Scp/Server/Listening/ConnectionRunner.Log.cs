using System.Net;
using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Listening;

internal sealed partial class ConnectionRunner
{
    [LoggerMessage(LogLevel.Error, "The connection of {Remote} ended by a fault on our side")]
    private static partial void LogFault(ILogger logger, EndPoint remote, Exception error);

    [LoggerMessage(LogLevel.Debug, "{Remote} went during the TLS handshake: {Reason}")]
    private static partial void LogHandshakeGone(ILogger logger, EndPoint remote, string reason);

    [LoggerMessage(LogLevel.Warning, "TLS handshake with {Remote} failed: {Reason} ({Held} such lines held back)")]
    private static partial void LogHandshakeFailed(ILogger logger, EndPoint remote, string reason, long held);
}
