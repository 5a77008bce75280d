namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Whether a new value must fit its VR.</summary>
internal enum WriteCheck
{
    /// <summary>It is what was there, in another shape: no worse than before.</summary>
    None,

    /// <summary>It must fit (PS3.5 Table 6.2-1), or the rule fails.</summary>
    Value,
}
