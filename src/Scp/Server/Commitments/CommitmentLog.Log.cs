using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Commitments;

internal sealed partial class CommitmentLog
{
    [LoggerMessage(LogLevel.Debug, "Association {AssociationId}: storage commitment {TransactionUID} of {CallingAETitle} for {Count} instances is taken")]
    private static partial void LogRequested(ILogger logger, string associationId, string transactionUID, string callingAETitle, int count);

    [LoggerMessage(LogLevel.Information,
        "Storage commitment {TransactionUID} of {CallingAETitle}: {Committed} committed, {Failed} failed; answered on {Way} after {Seconds:0.0} s")]
    private static partial void LogAnswered(
        ILogger logger, string transactionUID, string callingAETitle, int committed, int failed, string way, double seconds);

    [LoggerMessage("Storage commitment {TransactionUID}: {CallingAETitle} could not be told: {Why}; tried again at {NextAttemptAt:u}")]
    private static partial void LogPostponed(
        ILogger logger, LogLevel level, string transactionUID, string callingAETitle, string why, DateTimeOffset nextAttemptAt);

    [LoggerMessage(LogLevel.Warning,
        "Storage commitment {TransactionUID}: {CallingAETitle} could not be told in {Attempts} attempts within Commitment:RetryFor and never will be: {Why}")]
    private static partial void LogGivenUp(ILogger logger, string transactionUID, string callingAETitle, int attempts, string why);

    [LoggerMessage(LogLevel.Warning, "Storage commitments could not be looked after; they are tried again later")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
