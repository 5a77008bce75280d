namespace StoreScp.HealthImaging;

/// <summary>The answer of HealthImaging API CreateDatastore.</summary>
public sealed record CreatedDatastore
{
    public required string DatastoreId { get; init; }

    public required string DatastoreStatus { get; init; }
}
