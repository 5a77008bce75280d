namespace StoreScp.Storage;

/// <summary>How far a batch is. It only ever moves down this list, unless an operator has a failed one imported again.</summary>
public enum BatchState
{
    /// <summary>Its owner admits instances to it.</summary>
    Open,

    /// <summary>Complete; waits for the dispatcher.</summary>
    Sealed,

    /// <summary>An execution of the workflow has it.</summary>
    Importing,

    /// <summary>Final: every delivery of it has its result.</summary>
    Completed,

    /// <summary>Final: the import as a whole failed, and its deliveries with it; an operator may redrive it.</summary>
    Failed,

    /// <summary>Final: nothing was left in it when it was sealed.</summary>
    Empty,
}
