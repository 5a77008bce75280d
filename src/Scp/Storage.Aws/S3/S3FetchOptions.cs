namespace StoreScp.Storage.Aws.S3;

/// <summary>The limits of fetching one object whole.</summary>
public sealed record S3FetchOptions
{
    /// <summary>A longer object is refused before its bytes are read.</summary>
    public long MaximumBytes { get; init; } = 256L << 20;

    /// <summary>From the first request to the last byte, further attempts included.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);
}
