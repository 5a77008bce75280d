namespace StoreScp.HealthImaging;

/// <summary>One data store as HealthImaging API ListDatastores tells it.</summary>
public sealed record DatastoreSummary
{
    public required string DatastoreId { get; init; }

    public required string DatastoreName { get; init; }

    public required string DatastoreStatus { get; init; }

    public string? DatastoreArn { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
