namespace StoreScp.LocalRunner;

/// <summary>What happened in an execution.</summary>
public enum HistoryKind
{
    ExecutionStarted,
    StateEntered,

    /// <summary>A Task failed and runs again after <see cref="HistoryEvent.RetryAfter"/>.</summary>
    TaskRetried,

    /// <summary>A Task failed and a Catch leads on.</summary>
    TaskCaught,

    /// <summary>The process that had the execution in hand is gone; the state in hand begins again.</summary>
    ExecutionTakenOver,
    StateExited,
    ExecutionSucceeded,
    ExecutionFailed,
    ExecutionTimedOut,
}
