namespace StoreScp.Plugins.Routing;

/// <summary>How many rules decide.</summary>
internal enum MatchMode
{
    /// <summary>The first whose condition is met.</summary>
    First,

    /// <summary>All whose conditions are met: their routes together, or the first that is no route.</summary>
    All,
}
