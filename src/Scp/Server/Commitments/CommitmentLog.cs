using Microsoft.Extensions.Logging;
using StoreScp.Receiving.Commitments;
using StoreScp.Server.Logging;
using StoreScp.Server.Metrics;
using StoreScp.Storage;

namespace StoreScp.Server.Commitments;

/// <summary>Storage commitment as logs and metrics tell it: one Information line for each transaction, at its end.</summary>
internal sealed partial class CommitmentLog(StoreScpMetrics metrics, TimeProvider time, ILogger<CommitmentLog> logger) : ICommitmentObserver
{
    public void Requested(CommitmentRow transaction, int referenceCount) =>
        LogRequested(logger, transaction.AssociationId, transaction.TransactionUID, LogText.Escape(transaction.CallingAETitle), referenceCount);

    public void Answered(CommitmentRow transaction, int committedCount, int failedCount, bool onRequestingAssociation)
    {
        metrics.CommitmentEnded(failedCount == 0 ? "Committed" : "FailuresExist");
        LogAnswered(logger, transaction.TransactionUID, LogText.Escape(transaction.CallingAETitle), committedCount, failedCount,
            onRequestingAssociation ? "the requesting association" : "a new association", (time.GetUtcNow() - transaction.ReceivedAt).TotalSeconds);
    }

    public void Postponed(CommitmentRow transaction, string why) =>
        // The first failure is news, the others are the same news.
        LogPostponed(logger, transaction.Attempts == 1 ? LogLevel.Warning : LogLevel.Debug, transaction.TransactionUID,
            LogText.Escape(transaction.CallingAETitle), LogText.Escape(why), transaction.NextAttemptAt!.Value);

    public void GivenUp(CommitmentRow transaction, string why)
    {
        metrics.CommitmentEnded("GivenUp");
        LogGivenUp(logger, transaction.TransactionUID, LogText.Escape(transaction.CallingAETitle), transaction.Attempts, LogText.Escape(why));
    }

    public void Failed(Exception exception) => LogFailed(logger, exception);
}
