using StoreScp.Plugins.Hosting.Status;

namespace StoreScp.Server.Cli;

/// <summary>One handler or one folder of `storescp plugin list --json`. These names are fixed: scripts read them.</summary>
internal sealed record PluginLine
{
    /// <summary>Handler or Folder.</summary>
    public required string Kind { get; init; }

    /// <summary>The site's name for it; null for folders.</summary>
    public string? Handler { get; init; }

    public string? Plugin { get; init; }
    public string? Version { get; init; }
    public string? Folder { get; init; }

    /// <summary>Of handlers Running, Outdated or NotLoaded, and WouldLoad when no server was asked; of folders Used, NotNamed, OtherVersionUsed or Refused.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not in use as the site wants; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>SHA-256 of plugin.sha256, for Plugins:AllowedHashes.</summary>
    public string? Hash { get; init; }

    /// <summary>From here on of handlers of a running server.</summary>
    public string? Breaker { get; init; }

    public long? Calls { get; init; }

    /// <summary>By kind; kinds that did not happen are not there.</summary>
    public IReadOnlyDictionary<string, long>? Failures { get; init; }

    public int? HangingCalls { get; init; }
    public string? LastFailure { get; init; }
    public string? Notice { get; init; }
    public ShadowStatus? Shadow { get; init; }

    public static PluginLine Of(HandlerStatus handler, bool isLive)
    {
        var line = new PluginLine
        {
            Kind = "Handler",
            Handler = handler.Name,
            Plugin = handler.Plugin,
            Version = handler.Version,
            Folder = handler.Folder,
            State = isLive || handler.Problem is not null ? handler.State.ToString() : "WouldLoad",
            Reason = handler.Problem,
        };
        return !isLive ? line : line with
        {
            Breaker = handler.Breaker.ToString(),
            Calls = handler.Calls,
            Failures = handler.Failures.Where(pair => pair.Value > 0).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
            HangingCalls = handler.HangingCalls,
            LastFailure = handler.LastFailure,
            Notice = handler.Notice,
            Shadow = handler.Shadow,
        };
    }

    public static PluginLine Of(FolderStatus folder) => new()
    {
        Kind = "Folder",
        Plugin = folder.Plugin,
        Version = folder.Version,
        Folder = folder.Path,
        State = folder.State.ToString(),
        Reason = folder.Reason,
        Hash = folder.Hash,
    };
}
