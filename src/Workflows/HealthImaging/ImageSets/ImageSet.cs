namespace StoreScp.HealthImaging;

/// <summary>One version of one image set as HealthImaging API GetImageSet tells it.</summary>
public sealed record ImageSet
{
    public required string DatastoreId { get; init; }

    public required string ImageSetId { get; init; }

    /// <summary>A whole number, as text.</summary>
    public required string VersionId { get; init; }

    /// <summary>ACTIVE, LOCKED or DELETED.</summary>
    public required string ImageSetState { get; init; }

    public string? ImageSetWorkflowStatus { get; init; }

    public bool? IsPrimary { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public DateTimeOffset? LastAccessedAt { get; init; }

    public string? StorageTier { get; init; }

    public string? ImageSetArn { get; init; }

    public string? Message { get; init; }
}
