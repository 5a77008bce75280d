namespace StoreScp.Emulator;

/// <summary>An import job (HealthImaging API DICOMImportJobProperties) and how far its work is.</summary>
/// <param name="Sequence">Grows with every job; pages of a list follow it.</param>
/// <param name="Request">The request that started it, to tell a repeated client token from a reused one.</param>
/// <param name="Output">URI of the job's own output folder, with '/' at its end.</param>
/// <param name="IsPublished">Its image sets are there, all of them.</param>
/// <param name="OutputsDueAt">The output files are still to be written, then; else null.</param>
/// <param name="IsAnnounced">The event of its end was emitted.</param>
internal sealed record ImportJob(
    long Sequence, string Id, string DatastoreId, string Name, string Status, string Request, string DataAccessRoleArn,
    string Input, string Output, DateTimeOffset SubmittedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Message,
    bool IsPublished, DateTimeOffset? OutputsDueAt, bool IsAnnounced)
{
    public const string Submitted = "SUBMITTED";
    public const string InProgress = "IN_PROGRESS";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
}
