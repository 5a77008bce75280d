namespace StoreScp.Dicom;

/// <summary>What a data set may cost its reader; beyond a limit reading ends with <see cref="DicomDataException"/>.</summary>
public sealed record DicomReadLimits
{
    public static DicomReadLimits Default { get; } = new();

    /// <summary>Sequences inside sequences, in levels. Real data sets use up to ten.</summary>
    public int MaximumSequenceDepth { get; init; } = 64;

    /// <summary>Bytes before the bulk element, or of the whole data set when it has none.</summary>
    public long MaximumHeaderBytes { get; init; } = 64L << 20;

    /// <summary>Bytes after the bulk element.</summary>
    public long MaximumTrailerBytes { get; init; } = 64L << 20;

    /// <summary>Elements at every level. A slide of 100,000 tiles has some three million; nested ones cost time, no memory.</summary>
    public int MaximumElementCount { get; init; } = 4_000_000;

    /// <summary>Elements outside sequences, which are indexed (32 bytes each). PS3.6 names some 5,000 in all.</summary>
    public int MaximumTopLevelElementCount { get; init; } = 65_536;

    /// <summary>Bytes that a deflated data set may inflate to.</summary>
    public long MaximumInflatedBytes { get; init; } = 4L << 30;

    /// <summary>Inflated bytes per deflated byte, watched beyond the first 64 MiB. DEFLATE cannot exceed 1,032; images stay below 100.</summary>
    public int MaximumInflationRatio { get; init; } = 200;
}
