using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Tls;

internal sealed partial class ServerCertificate
{
    [LoggerMessage(LogLevel.Information, "TLS certificate {Subject} is in use for new connections; valid until {NotAfter:u}")]
    private static partial void LogLoaded(ILogger logger, string subject, DateTime notAfter);

    [LoggerMessage(LogLevel.Error, "TLS certificate {Subject} expired at {NotAfter:u}; peers will refuse it")]
    private static partial void LogExpired(ILogger logger, string subject, DateTime notAfter);

    [LoggerMessage(LogLevel.Warning, "The TLS certificate changed but cannot be used ({Reason}); the certificate in use stays")]
    private static partial void LogNotReloaded(ILogger logger, string reason);
}
