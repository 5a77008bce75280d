using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Listening;

internal sealed partial class AssociationListener
{
    [LoggerMessage(LogLevel.Error, "Accepting a connection on port {Port} failed; the listener goes on ({Held} such lines held back)")]
    private static partial void LogAcceptFailed(ILogger logger, int port, long held, Exception error);

    [LoggerMessage(LogLevel.Warning, "Connection from {Address} closed at once: {Setting} is reached ({Held} such lines held back)")]
    private static partial void LogTooManyPending(ILogger logger, IPAddress address, string setting, long held);

    [LoggerMessage(LogLevel.Debug, "A connection was gone before it could be looked at ({Error})")]
    private static partial void LogGone(ILogger logger, SocketError error);
}
