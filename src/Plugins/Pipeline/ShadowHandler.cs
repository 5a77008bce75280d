namespace StoreScp.Plugins.Pipeline;

/// <summary>A version of a handler on probation.</summary>
/// <param name="Handler">What runs on a copy of the instance.</param>
/// <param name="Compared">Told after each instance; may not throw.</param>
public sealed record ShadowHandler(ChainHandler Handler, Action<ShadowComparison> Compared);
