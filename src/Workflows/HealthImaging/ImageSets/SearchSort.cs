namespace StoreScp.HealthImaging;

/// <summary>The order of what HealthImaging API SearchImageSets finds.</summary>
public sealed record SearchSort
{
    /// <summary>ASC or DESC.</summary>
    public required string SortOrder { get; init; }

    /// <summary>updatedAt, createdAt or DICOMStudyDateAndTime.</summary>
    public required string SortField { get; init; }
}
