namespace StoreScp.LocalRunner.Execution;

/// <summary>How a call of a Task's handler ended.</summary>
internal abstract record TaskOutcome
{
    /// <param name="Output">JSON, unchecked.</param>
    internal sealed record Succeeded(string Output) : TaskOutcome;

    internal sealed record Failed(string Error, string Cause) : TaskOutcome;

    /// <summary>The time of the whole execution is over.</summary>
    internal sealed record ExecutionTimedOut : TaskOutcome;

    /// <summary>The runner stops, or has lost the execution: nothing may be written about this call.</summary>
    /// <param name="HandlerEnded">False: the handler did not heed its cancellation and may still be at work.</param>
    internal sealed record Abandoned(bool HandlerEnded) : TaskOutcome;
}
