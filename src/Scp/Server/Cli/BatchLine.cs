using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>One batch of `storescp import list --json` and `import show --json`. These names are fixed: scripts read them.</summary>
internal sealed record BatchLine(
    string BatchId, string DatastoreId, string StudyInstanceUID, string State, int Instances, long Bytes, DateTimeOffset OpenedAt,
    DateTimeOffset? SealedAt, string? SealReason, DateTimeOffset? StartedAt, string? ExecutionName, string? ImportJobId, string? ImportJobName,
    string? ImportJobStatus, DateTimeOffset? JobSubmittedAt, DateTimeOffset? JobEndedAt, DateTimeOffset? ClosedAt, string? Reason,
    string? RedriveOf, int Redrives)
{
    /// <summary>Deliveries by state; null in a list.</summary>
    public IReadOnlyDictionary<string, int>? States { get; init; }

    public static BatchLine Of(BatchRow batch) => new(
        batch.Id.ToString(), batch.DatastoreId, batch.StudyInstanceUID, batch.State.ToString(), batch.Instances, batch.Bytes, batch.OpenedAt,
        batch.SealedAt, batch.SealReason?.ToString(), batch.StartedAt, batch.ExecutionName, batch.JobId, batch.JobName,
        batch.JobStatus, batch.JobSubmittedAt, batch.JobEndedAt, batch.ClosedAt, batch.Reason, batch.RedriveOf?.ToString(), batch.Redrives);
}
