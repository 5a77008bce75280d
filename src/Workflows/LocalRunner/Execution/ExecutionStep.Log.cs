using Microsoft.Extensions.Logging;
using StoreScp.Storage;

namespace StoreScp.LocalRunner.Execution;

internal sealed partial class ExecutionStep
{
    private static void LogTransition(ILogger logger, string execution, Transition next)
    {
        if (next.Status != WorkflowStatus.Running)
            LogEnded(logger, execution, next.Status, next.State, next.Error);
        else if (next.History is [{ Kind: HistoryKind.TaskRetried } retried])
            LogRetry(logger, execution, next.State, retried.Error, retried.RetryAfter!.Value.TotalSeconds);
        else
            LogEntered(logger, execution, next.State);
    }

    [LoggerMessage(LogLevel.Debug, "Execution {Execution} entered {State}")]
    private static partial void LogEntered(ILogger logger, string execution, string state);

    [LoggerMessage(LogLevel.Information, "Execution {Execution}: {State} failed with {Error}; again in {Seconds:0.0} s")]
    private static partial void LogRetry(ILogger logger, string execution, string state, string? error, double seconds);

    [LoggerMessage(LogLevel.Information, "Execution {Execution} ended: {Status} in {State} {Error}")]
    private static partial void LogEnded(ILogger logger, string execution, WorkflowStatus status, string state, string? error);

    [LoggerMessage(LogLevel.Warning, "Let go of execution {Execution} in {State}: another runner has it, or its handler does not end")]
    private static partial void LogLost(ILogger logger, string execution, string state);

    [LoggerMessage(LogLevel.Warning, "Execution {Execution} is left until its claim ends: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string execution, string reason);

    [LoggerMessage(LogLevel.Error, "Execution {Execution} is left until its claim ends: a fault on our side")]
    private static partial void LogFault(ILogger logger, string execution, Exception error);
}
