namespace StoreScp.Plugins.Hosting.Settings;

/// <summary>The site's settings of plugins: which handlers run, in which order, and within which bounds.</summary>
public sealed record PluginOptions
{
    /// <summary>Folders that hold one folder for each version of a plugin; a folder that is a plugin itself may be named, too.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>In the order in which they see an instance.</summary>
    public IReadOnlyList<HandlerOptions> Handlers { get; init; } = [];

    /// <summary>SHA-256, in hex, of the plugin.sha256 of each plugin that may be loaded. Empty: any.</summary>
    public IReadOnlyList<string> AllowedHashes { get; init; } = [];

    /// <summary>Time between two looks at the folders.</summary>
    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures in a row that open a handler's circuit breaker.</summary>
    public int BreakerFailures { get; init; } = 5;

    /// <summary>Time after which an open breaker lets one instance probe the handler.</summary>
    public TimeSpan BreakerOpenTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls of one handler that hang at the same time; then its breaker stays open until it is loaded anew.</summary>
    public int MaximumHangs { get; init; } = 3;

    /// <summary>One sentence for each mistake; what depends on a plugin's manifest is found when that is loaded.</summary>
    public IEnumerable<string> Validate()
    {
        if (ScanInterval <= TimeSpan.Zero)
            yield return "Plugins: ScanInterval must be more than zero.";
        if (BreakerFailures < 1)
            yield return "Plugins: BreakerFailures must be at least 1.";
        if (BreakerOpenTime <= TimeSpan.Zero)
            yield return "Plugins: BreakerOpenTime must be more than zero.";
        if (MaximumHangs < 1)
            yield return "Plugins: MaximumHangs must be at least 1.";
        foreach (var hash in AllowedHashes.Where(hash => hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
            yield return $"Plugins: AllowedHashes holds '{hash}', which is no SHA-256 (64 hexadecimal digits).";
        foreach (var name in Handlers.GroupBy(handler => handler.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            yield return $"Plugins: two handlers have the name '{name.Key}'; names are unique in any case of letters.";
        foreach (var mistake in Handlers.SelectMany(handler => handler.Validate()))
            yield return mistake;
    }
}
