namespace StoreScp.Storage;

/// <summary>How a start ended.</summary>
public enum WorkflowStart
{
    /// <summary>It runs, since now or since an earlier attempt.</summary>
    Started,

    /// <summary>An execution of this name has ended already, or had another input (ExecutionAlreadyExists).</summary>
    AlreadyExists,
}
