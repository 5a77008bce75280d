namespace StoreScp.Plugins.Routing;

/// <summary>What the rules decided on one instance.</summary>
/// <param name="Result">Continue, when no rule applied and there is no default.</param>
/// <param name="Applied">The rules that decided it.</param>
internal sealed record RoutingOutcome(PreStoreResult Result, IReadOnlyList<RoutingRule> Applied);
