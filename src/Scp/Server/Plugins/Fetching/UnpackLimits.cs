namespace StoreScp.Server.Plugins.Fetching;

/// <summary>How much a fetched zip may become.</summary>
internal sealed record UnpackLimits
{
    /// <summary>Of all its files together.</summary>
    public long MaximumBytes { get; init; } = 1L << 30;

    /// <summary>Files and folders.</summary>
    public int MaximumEntries { get; init; } = 10_000;
}
