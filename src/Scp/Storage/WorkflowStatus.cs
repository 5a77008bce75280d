namespace StoreScp.Storage;

/// <summary>How far an execution is, in the words of Step Functions.</summary>
public enum WorkflowStatus
{
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}
