namespace StoreScp.HealthImaging;

/// <summary>The answer of HealthImaging API StartDICOMImportJob.</summary>
public sealed record StartedImportJob
{
    public required string DatastoreId { get; init; }

    public required string JobId { get; init; }

    public required string JobStatus { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }
}
