namespace StoreScp.Plugins.Pipeline;

/// <summary>How the result of a shadow differed from that of the version in use.</summary>
/// <param name="IsSame">Same decision, and the same header afterwards.</param>
/// <param name="Decision">Null when the decisions agree; else both, such as "Continue, Quarantine".</param>
/// <param name="DifferentElements">Paths of the elements that differ between the two results; never values.</param>
/// <param name="Failure">Why the shadow gave no result; null when it did.</param>
public sealed record ShadowComparison(bool IsSame, string? Decision, IReadOnlyList<string> DifferentElements, string? Failure);
