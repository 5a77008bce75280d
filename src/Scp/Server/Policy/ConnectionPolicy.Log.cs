using System.Net;
using Microsoft.Extensions.Logging;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Server.Policy;

internal sealed partial class ConnectionPolicy
{
    [LoggerMessage(LogLevel.Warning, "Refused {CallingAETitle} ({Remote}) calling {CalledAETitle}: {Why}; answered {Answer}")]
    private static partial void LogRefused(
        ILogger logger, string callingAETitle, EndPoint remote, string calledAETitle, string why, AAssociateRJ answer);
}
