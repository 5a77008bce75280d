using StoreScp.Plugins.Hosting.Folders;
using StoreScp.Plugins.Hosting.Handlers;

namespace StoreScp.Plugins.Hosting.Status;

/// <summary>Puts the status together.</summary>
internal static class StatusReport
{
    public static PluginHostStatus Make(IReadOnlyList<HandlerPlace> places, IReadOnlyList<PluginFolder> folders) =>
        new([.. places.Select(Handler)], [.. folders.Select(folder => Folder(folder, places))]);

    private static HandlerStatus Handler(HandlerPlace place)
    {
        var (current, counters, options) = (place.Current, place.Counters, place.Options);
        return new(
            options.Name, options.Plugin, current?.Chain.Traits.PluginVersion, current?.Plugin.Folder.Path,
            current is null ? HandlerState.NotLoaded : place.Problem is null ? HandlerState.Running : HandlerState.Outdated,
            current?.Guard.Breaker.State ?? BreakerState.Closed, current?.Guard.Breaker.Hanging ?? 0,
            counters.Calls, counters.Failures, place.Problem, counters.LastFailure, place.Notice, Shadow(place));
    }

    private static ShadowStatus? Shadow(HandlerPlace place)
    {
        var (shadow, counts) = (place.Shadow, place.Shadowing);
        return place.Options.ShadowVersion is not { } version ? null : new(
            version, shadow is not null, shadow?.Guard.Breaker.State ?? BreakerState.Closed,
            counts.Same, counts.DifferentDecision, counts.DifferentElements, counts.Failed, place.ShadowProblem);
    }

    private static FolderStatus Folder(PluginFolder folder, IReadOnlyList<HandlerPlace> places)
    {
        var named = places.Where(place => place.Options.Plugin.Equals(folder.Manifest?.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        var isUsed = places.SelectMany(place => new[] { place.Current, place.Shadow })
            .Any(loaded => loaded is not null && folder.Seal is not null && loaded.Plugin.Folder.Seal!.Hash == folder.Seal.Hash);
        // What could be loaded and was tried in vain is told by the handler that wanted it.
        var problem = named.SelectMany(place => new[] { place.Problem, place.ShadowProblem }).FirstOrDefault(text => text?.Contains($"in '{folder.Path}'", StringComparison.Ordinal) is true);
        var state = !folder.IsUsable || (problem is not null && !isUsed) ? FolderState.Refused
            : isUsed ? FolderState.Used
            : named.Count == 0 ? FolderState.NotNamed
            : FolderState.OtherVersionUsed;
        return new(folder.Path, folder.Manifest?.Name, folder.Manifest?.Version, folder.Seal?.Hash, state, folder.Refusal ?? (isUsed ? null : problem));
    }
}
