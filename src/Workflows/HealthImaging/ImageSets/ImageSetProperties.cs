namespace StoreScp.HealthImaging;

/// <summary>One version of an image set as HealthImaging API ListImageSetVersions tells it.</summary>
public sealed record ImageSetProperties
{
    public required string ImageSetId { get; init; }

    /// <summary>A whole number, as text.</summary>
    public required string VersionId { get; init; }

    /// <summary>ACTIVE, LOCKED or DELETED.</summary>
    public required string ImageSetState { get; init; }

    /// <summary>The one member that this operation writes with a capital: names are read without regard to case.</summary>
    public string? ImageSetWorkflowStatus { get; init; }

    public bool? IsPrimary { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public string? Message { get; init; }
}
