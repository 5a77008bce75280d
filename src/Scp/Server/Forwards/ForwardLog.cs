using Microsoft.Extensions.Logging;
using StoreScp.Forwarding;
using StoreScp.Server.Logging;
using StoreScp.Storage;

namespace StoreScp.Server.Forwards;

/// <summary>Forwarding as the log tells it: failures and pauses; one Debug line for each instance that arrived.</summary>
internal sealed partial class ForwardLog(ILogger<ForwardLog> logger) : IForwardObserver
{
    public void Forwarded(ForwardRow forward, string? remark) =>
        LogForwarded(logger, forward.SOPInstanceUID, LogText.Escape(forward.Destination), forward.Key.Route, remark ?? "Success");

    public void Failed(ForwardRow forward, string why) =>
        LogFailed(logger, forward.SOPInstanceUID, LogText.Escape(forward.Destination), forward.Key.Route, LogText.Escape(why));

    public void Postponed(ForwardRow forward, string why) =>
        LogPostponed(logger, forward.SOPInstanceUID, LogText.Escape(forward.Destination), forward.NextAttemptAt!.Value, forward.Attempts, LogText.Escape(why));

    public void Paused(string destinationAETitle, string why, DateTimeOffset until, int failures) =>
        // The first failure is news, the others are the same news.
        LogPaused(logger, failures == 1 ? LogLevel.Warning : LogLevel.Debug, LogText.Escape(destinationAETitle), until, LogText.Escape(why));

    public void Faulted(string destinationAETitle, Exception exception) =>
        LogFaulted(logger, exception is StorageUnavailableException ? LogLevel.Warning : LogLevel.Error, LogText.Escape(destinationAETitle), exception);
}
