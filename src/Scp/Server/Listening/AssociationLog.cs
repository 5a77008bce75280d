using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Server.Logging;
using StoreScp.Server.Metrics;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Listening;

/// <summary>One connection's association as logs and metrics tell it: one Information line at its end, a Warning for what is refused, instances at Debug.</summary>
/// <param name="nameOf">What an instance of this SOP Instance UID may be called.</param>
/// <param name="span">Of the association; null: it is not traced.</param>
internal sealed partial class AssociationLog(
    StoreScpMetrics metrics, ILogger<AssociationLog> logger, Func<string, string> nameOf, Activity? span = null) : IAssociationObserver
{
    /// <summary>Statuses counted one by one; beyond them a peer that collects statuses costs nothing more.</summary>
    private const int MaximumStatuses = 16;

    private readonly SortedDictionary<ushort, int> _statuses = [];

    /// <remarks>The first of each status on the association is a Warning: a peer that goes on sending what is refused does not fill the log.</remarks>
    public void InstanceRefused(AssociationContext association, CStoreOutcome outcome)
    {
        var level = _statuses.Count < MaximumStatuses && !_statuses.ContainsKey(outcome.Status.Code) ? LogLevel.Warning : LogLevel.Debug;
        if (logger.IsEnabled(level))
            LogRefused(logger, level, association.Peer.AssociationId, LogText.Escape(association.CallingAETitle), outcome.Status, LogText.Escape(Reason(outcome)));
    }

    public void InstanceAnswered(AssociationContext association, CStoreRQ request, DimseStatus status, long dataSetBytes, TimeSpan duration)
    {
        if (_statuses.Count < MaximumStatuses || _statuses.ContainsKey(status.Code))
            _statuses[status.Code] = _statuses.GetValueOrDefault(status.Code) + 1;
        metrics.InstanceAnswered(association.CallingAETitle, status.ToString(), dataSetBytes, duration);
        if (logger.IsEnabled(LogLevel.Debug))
            LogInstance(logger, association.Peer.AssociationId, LogText.Escape(nameOf(request.AffectedSOPInstanceUID)), status, dataSetBytes, duration.TotalMilliseconds);
    }

    public void RequestAnswered(AssociationContext association, CommandField request, DimseStatus status) =>
        LogRequest(logger, association.Peer.AssociationId, request, status);

    public void Failed(PeerConnection peer, Exception exception)
    {
        // A connection that breaks while we write is the peer's or the network's doing; the association's end says so.
        if (exception is IOException { InnerException: SocketException })
            LogBroken(logger, peer.AssociationId, peer.Remote, exception.Message);
        else
            LogFailed(logger, peer.AssociationId, peer.Remote, exception);
    }

    public void Ended(AssociationSummary summary)
    {
        if (summary.End.Kind == AssociationEndKind.SilentProbe)
        {
            // A load balancer probes every few seconds: no trace is sent of it.
            if (span is not null)
                span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            LogSilent(logger, summary.Peer.Remote);
            return;
        }
        metrics.AssociationEnded(summary.End.Kind.ToString(), summary.Duration);
        span?.SetTag("dicom.calling_ae_title", LogText.Escape(summary.CallingAETitle))
            .SetTag("dicom.called_ae_title", LogText.Escape(summary.CalledAETitle))
            .SetTag("network.peer.address", summary.Peer.Remote.ToString())
            .SetTag("storescp.end", summary.End.Kind.ToString())
            .SetTag("storescp.instances", summary.InstanceCount)
            .SetTag("storescp.instances_failed", summary.FailedInstanceCount)
            .SetTag("storescp.data_set_bytes", summary.DataSetBytes);
        LogEnded(logger, summary.Peer.AssociationId, LogText.Escape(summary.CallingAETitle ?? "?"), summary.Peer.Remote,
            LogText.Escape(summary.CalledAETitle ?? "?"), Told(summary.End), summary.InstanceCount,
            ByteSizeText.ForPeople(summary.DataSetBytes), Statuses(), summary.MessageCount, summary.Duration.TotalSeconds);
    }

    private static string Reason(CStoreOutcome outcome) => outcome switch
    {
        { IsCommentPrivate: true } => "a plugin handler refused it, for the reason in the ledger",
        { ErrorComment: var comment, Cause.Message: var cause } => $"{comment}: {cause}",
        { ErrorComment: { } comment } => comment,
        _ => "no reason given",
    };

    private static string Told(AssociationEnd end)
    {
        var codes = end switch
        {
            { Rejection: { } rejection } => $" ({rejection})",
            { Abort: { } abort } => $" (source {abort.Source}, reason {abort.Reason})",
            _ => "",
        };
        return end.Kind + codes + (end.Why is null ? "" : ": " + LogText.Escape(end.Why));
    }

    private string Statuses() => _statuses.Count == 0
        ? "no statuses"
        : string.Join(", ", _statuses.Select(pair => $"{new DimseStatus(pair.Key)}: {pair.Value}"));
}
