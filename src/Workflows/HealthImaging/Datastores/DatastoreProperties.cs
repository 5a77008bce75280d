namespace StoreScp.HealthImaging;

/// <summary>One data store as HealthImaging API GetDatastore tells it.</summary>
public sealed record DatastoreProperties
{
    public required string DatastoreId { get; init; }

    public required string DatastoreName { get; init; }

    public required string DatastoreStatus { get; init; }

    public string? DatastoreArn { get; init; }

    public string? KmsKeyArn { get; init; }

    public string? LambdaAuthorizerArn { get; init; }

    /// <summary>HTJ2K or JPEG_2000_LOSSLESS.</summary>
    public string? LosslessStorageFormat { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
