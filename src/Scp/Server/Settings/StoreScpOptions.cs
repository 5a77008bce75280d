using StoreScp.Forwarding;
using StoreScp.Receiving.Commitments;

namespace StoreScp.Server.Settings;

/// <summary>Every setting of the server, validated: what is in here can be used without asking again (docs/limits.md).</summary>
internal sealed record StoreScpOptions
{
    public ScpOptions Scp { get; init; } = new();

    public TlsOptions Tls { get; init; } = new();

    public AdminOptions Admin { get; init; } = new();

    public StorageOptions Storage { get; init; } = new();

    public BatchSettings Batches { get; init; } = new();

    public ImportSettings Import { get; init; } = new();

    public HealthImagingSettings HealthImaging { get; init; } = new();

    public IReadOnlyList<RouteOptions> Routes { get; init; } = [];

    /// <summary>What an instance takes that no handler routed; empty: the built-in route.</summary>
    public IReadOnlyList<string> DefaultRoutes { get; init; } = [];

    public ForwardingOptions Forward { get; init; } = new();

    public CommitmentOptions Commitment { get; init; } = new();

    public PluginSiteOptions Plugins { get; init; } = new();

    public LimitOptions Limits { get; init; } = new();

    public LoggingOptions Logging { get; init; } = new();

    public MetricsOptions Metrics { get; init; } = new();

    public ScaleInOptions ScaleIn { get; init; } = new();
}
