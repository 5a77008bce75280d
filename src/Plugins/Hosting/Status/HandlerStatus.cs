using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Status;

/// <summary>One configured handler, as it is now.</summary>
/// <param name="Name">The site's name for it.</param>
/// <param name="Version">What runs; null when nothing is loaded.</param>
/// <param name="Folder">Where that was loaded from.</param>
/// <param name="HangingCalls">Calls that have not come back, each with its thread.</param>
/// <param name="Calls">Since the start of the process, all versions together; those that were not let run, too.</param>
/// <param name="Failures">Of these, by kind; every kind is there.</param>
/// <param name="Problem">Why what the site wants is not in use; null when it is.</param>
/// <param name="LastFailure">The latest failed call, in words without values; null when none failed.</param>
/// <param name="Notice">That the handler ran when the process before this one ended without warning; else null.</param>
/// <param name="Shadow">Null: the site has set none.</param>
public sealed record HandlerStatus(
    string Name, string Plugin, string? Version, string? Folder, HandlerState State, BreakerState Breaker, int HangingCalls, long Calls,
    IReadOnlyDictionary<HandlerFailure, long> Failures, string? Problem, string? LastFailure, string? Notice, ShadowStatus? Shadow);
