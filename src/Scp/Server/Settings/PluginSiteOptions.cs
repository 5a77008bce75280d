using StoreScp.Plugins.Hosting.Settings;

namespace StoreScp.Server.Settings;

/// <summary>Plugins as the site sets them up.</summary>
internal sealed record PluginSiteOptions
{
    /// <summary>Looked at where it exists and the site names no folder.</summary>
    public const string StandardFolder = "plugins";

    /// <summary>Folders that hold one folder for each version of a plugin, beside those in the box.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [StandardFolder];

    /// <summary>Fetched from S3 before any plugin is loaded.</summary>
    public IReadOnlyList<PluginFetchOptions> Fetch { get; init; } = [];

    /// <summary>Of one zip.</summary>
    public long FetchMaximumBytes { get; init; } = 256L << 20;

    /// <summary>For one zip, whole.</summary>
    public TimeSpan FetchDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>In the order in which they see an instance.</summary>
    public IReadOnlyList<HandlerOptions> Handlers { get; init; } = [];

    /// <summary>Empty: any plugin may be loaded.</summary>
    public IReadOnlyList<string> AllowedHashes { get; init; } = [];

    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromSeconds(10);

    public int BreakerFailures { get; init; } = 5;

    public TimeSpan BreakerOpenTime { get; init; } = TimeSpan.FromSeconds(30);

    public int MaximumHangs { get; init; } = 3;

    /// <summary>One read of a handler's stream over the bulk, waiting for the peer included.</summary>
    public TimeSpan BulkReadTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>One file for each secret; null: there are none.</summary>
    public string? SecretsFolder { get; init; }

    /// <summary>The secret that protects what de-identified instances were received as in the ledger; null: there is none.</summary>
    public string? LedgerKeySecret { get; init; }

    /// <summary>As the host of plugins takes them.</summary>
    /// <param name="inTheBox">The folder of the plugins that come with the server.</param>
    public PluginOptions ToHostOptions(string inTheBox) => new()
    {
        Folders = [.. Folders.Where(folder => folder != StandardFolder || Directory.Exists(folder)).Prepend(inTheBox).Select(Path.GetFullPath).Distinct()],
        Handlers = Handlers,
        AllowedHashes = AllowedHashes,
        ScanInterval = ScanInterval,
        BreakerFailures = BreakerFailures,
        BreakerOpenTime = BreakerOpenTime,
        MaximumHangs = MaximumHangs,
    };
}
