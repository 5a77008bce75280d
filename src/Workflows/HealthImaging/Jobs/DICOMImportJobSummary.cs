namespace StoreScp.HealthImaging;

/// <summary>One import job as HealthImaging API ListDICOMImportJobs tells it.</summary>
public sealed record DICOMImportJobSummary
{
    public required string JobId { get; init; }

    public required string JobName { get; init; }

    public required string JobStatus { get; init; }

    public required string DatastoreId { get; init; }

    public string? DataAccessRoleArn { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the job as a whole failed.</summary>
    public string? Message { get; init; }
}
