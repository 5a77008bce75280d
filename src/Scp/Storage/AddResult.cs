namespace StoreScp.Storage;

/// <summary>The three ways in which a conditional add ends.</summary>
public enum AddResult
{
    Added,

    /// <summary>A row with the caller's own receipt was there: an earlier attempt had succeeded. As good as <see cref="Added"/>.</summary>
    AlreadyThere,

    /// <summary>The key belongs to another receipt; nothing was written.</summary>
    Conflict,
}
