namespace StoreScp.HealthImaging;

/// <summary>One image set that HealthImaging API SearchImageSets found.</summary>
public sealed record ImageSetsMetadataSummary
{
    public required string ImageSetId { get; init; }

    public int? Version { get; init; }

    public bool? IsPrimary { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? LastAccessedAt { get; init; }

    public string? StorageTier { get; init; }

    public DICOMTags? DICOMTags { get; init; }
}
