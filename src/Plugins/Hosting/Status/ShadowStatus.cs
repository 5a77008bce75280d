namespace StoreScp.Plugins.Hosting.Status;

/// <summary>How the shadow of a handler does.</summary>
/// <param name="Version">As the site names it.</param>
/// <param name="IsRunning">Whether it is loaded.</param>
/// <param name="Same">Instances on which both agreed.</param>
/// <param name="DifferentDecision">Instances on which the decisions differed.</param>
/// <param name="DifferentElements">Instances on which the elements differed.</param>
/// <param name="Failed">Instances on which the shadow gave no result.</param>
/// <param name="Problem">Why it is not loaded; else null.</param>
public sealed record ShadowStatus(
    string Version, bool IsRunning, BreakerState Breaker, long Same, long DifferentDecision, long DifferentElements, long Failed, string? Problem);
