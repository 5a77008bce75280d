using System.Net;
using Microsoft.Extensions.Logging;
using StoreScp.Protocol.Dimse;

namespace StoreScp.Server.Listening;

internal sealed partial class AssociationLog
{
    [LoggerMessage(LogLevel.Information,
        "Association {AssociationId} of {CallingAETitle} ({Remote}) to {CalledAETitle} ended: {End}; "
        + "{InstanceCount} instances, {Bytes}, {Statuses}, {MessageCount} messages in {Seconds:0.00} s")]
    private static partial void LogEnded(
        ILogger logger, string associationId, string callingAETitle, EndPoint remote, string calledAETitle, string end,
        int instanceCount, string bytes, string statuses, int messageCount, double seconds);

    [LoggerMessage("Association {AssociationId} of {CallingAETitle}: an instance is answered {Status}: {Reason}")]
    private static partial void LogRefused(ILogger logger, LogLevel level, string associationId, string callingAETitle, DimseStatus status, string reason);

    [LoggerMessage(LogLevel.Debug, "Association {AssociationId}: instance {SOPInstanceUID} answered {Status}, {Bytes} bytes in {Milliseconds:0.0} ms")]
    private static partial void LogInstance(
        ILogger logger, string associationId, string sopInstanceUID, DimseStatus status, long bytes, double milliseconds);

    [LoggerMessage(LogLevel.Debug, "Association {AssociationId}: {Request} answered {Status}")]
    private static partial void LogRequest(ILogger logger, string associationId, CommandField request, DimseStatus status);

    [LoggerMessage(LogLevel.Debug, "{Remote} connected, said nothing and went")]
    private static partial void LogSilent(ILogger logger, EndPoint remote);

    [LoggerMessage(LogLevel.Debug, "Association {AssociationId} of {Remote}: the connection broke: {Reason}")]
    private static partial void LogBroken(ILogger logger, string associationId, EndPoint remote, string reason);

    [LoggerMessage(LogLevel.Error, "Association {AssociationId} of {Remote}: a fault on our side; the peer got a failure")]
    private static partial void LogFailed(ILogger logger, string associationId, EndPoint remote, Exception error);
}
