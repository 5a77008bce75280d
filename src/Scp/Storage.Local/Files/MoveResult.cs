namespace StoreScp.Storage.Local;

/// <summary>How a rename without replacing ended.</summary>
internal enum MoveResult
{
    Moved,
    TargetExists,

    /// <summary>The source or the target's folder is missing.</summary>
    NotFound,
}
