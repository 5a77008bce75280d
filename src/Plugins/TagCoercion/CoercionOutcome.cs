namespace StoreScp.Plugins.TagCoercion;

/// <summary>What the rules did to one instance.</summary>
/// <param name="Result">Continue, unless a map had no entry and says Quarantine or Refuse.</param>
/// <param name="Trace">Each action of each rule that applied, in their order.</param>
internal sealed record CoercionOutcome(PreStoreResult Result, IReadOnlyList<RuleTrace> Trace);
