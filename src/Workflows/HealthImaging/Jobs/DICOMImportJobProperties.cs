namespace StoreScp.HealthImaging;

/// <summary>One import job as HealthImaging API GetDICOMImportJob tells it.</summary>
public sealed record DICOMImportJobProperties
{
    public required string JobId { get; init; }

    public required string JobName { get; init; }

    public required string JobStatus { get; init; }

    public required string DatastoreId { get; init; }

    public required string DataAccessRoleArn { get; init; }

    public required string InputS3Uri { get; init; }

    /// <summary>The folder of this job below the requested output; some answers give the requested output itself.</summary>
    public required string OutputS3Uri { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the job as a whole failed.</summary>
    public string? Message { get; init; }
}
