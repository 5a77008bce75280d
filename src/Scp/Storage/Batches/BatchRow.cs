namespace StoreScp.Storage;

/// <summary>One batch in the ledger: the instances of one study for one data store that become one import job.</summary>
public sealed record BatchRow
{
    public required BatchId Id { get; init; }

    /// <summary>The HealthImaging data store: 32 lower-case letters and digits.</summary>
    public required string DatastoreId { get; init; }

    /// <summary>As stored, after the handlers.</summary>
    public required string StudyInstanceUID { get; init; }

    /// <summary>The lease of the process that admits to it (<see cref="Lease.Holder"/>).</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public BatchState State { get; init; }

    /// <summary>Counts the writes; an update names the version it was made from (one conditional write).</summary>
    public long Version { get; init; }

    public DateTimeOffset? SealedAt { get; init; }

    public SealReason? SealReason { get; init; }

    /// <summary>Instances in it, known when it is sealed.</summary>
    public int Instances { get; init; }

    /// <summary>Sum of the objects' lengths, known when it is sealed.</summary>
    public long Bytes { get; init; }

    /// <summary>The batch whose files it tries again; null for received ones.</summary>
    public BatchId? RedriveOf { get; init; }

    /// <summary>How often its files have been tried in a batch of their own: 0 for received ones.</summary>
    public int Redrives { get; init; }

    /// <summary>Executions started for it: 1 is <c>{batchId}.e1</c>.</summary>
    public int Executions { get; init; }

    /// <summary>When the dispatcher gave it to the workflow, the last time.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Import jobs begun on its prefix: 1 has the batch id as name and client token, 2 is <c>{batchId}.r2</c>.</summary>
    public int Jobs { get; init; }

    public string? JobId { get; init; }

    /// <summary>As HealthImaging says: SUBMITTED, IN_PROGRESS, COMPLETED or FAILED.</summary>
    public string? JobStatus { get; init; }

    public DateTimeOffset? JobSubmittedAt { get; init; }

    public DateTimeOffset? JobEndedAt { get; init; }

    /// <summary>When it became final.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When its objects were deleted, all of them having arrived.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Why it failed, in plain words.</summary>
    public string? Reason { get; init; }

    public bool IsFinal => State is BatchState.Completed or BatchState.Failed or BatchState.Empty;

    /// <summary>The name of its latest execution; null before the first.</summary>
    public string? ExecutionName => Executions == 0 ? null : FormattableString.Invariant($"{Id}.e{Executions}");

    /// <summary>Name and client token of its latest import job; null before the first.</summary>
    public string? JobName => Jobs switch
    {
        0 => null,
        1 => Id.ToString(),
        _ => FormattableString.Invariant($"{Id}.r{Jobs}"),
    };
}
