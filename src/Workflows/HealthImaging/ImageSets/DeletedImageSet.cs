namespace StoreScp.HealthImaging;

/// <summary>The answer of HealthImaging API DeleteImageSet.</summary>
public sealed record DeletedImageSet
{
    public required string DatastoreId { get; init; }

    public required string ImageSetId { get; init; }

    public required string ImageSetState { get; init; }

    public required string ImageSetWorkflowStatus { get; init; }
}
