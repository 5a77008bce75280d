namespace StoreScp.Storage.Aws.S3;

/// <summary>Which keys of a bucket are listed, in the order of their bytes.</summary>
internal sealed record S3KeyRange
{
    public string Prefix { get; init; } = "";

    /// <summary>'/' for what is directly in a folder; null for all that is below.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Only keys behind this one.</summary>
    public string? After { get; init; }

    /// <summary>Only keys before this one.</summary>
    public string? Until { get; init; }
}
