using System.Text.Json.Serialization;

namespace StoreScp.Import;

/// <summary>What an execution carries from state to state; every Task gets all of it and gives its own part back.</summary>
public sealed record ImportState
{
    public required string BatchId { get; init; }
    public required string DatastoreId { get; init; }

    /// <summary>Which execution of the batch this is, from 1.</summary>
    public required int Execution { get; init; }

    /// <summary>Between two looks at the job.</summary>
    public required int PollSeconds { get; init; }

    public ImportJob? Job { get; init; }
    public ImportError? Error { get; init; }
}

/// <summary>The import job of the execution.</summary>
public sealed record ImportJob(string JobName, string JobId, string JobStatus, string? OutputS3Uri, string? Message);

/// <summary>Numbers of the job's manifest.</summary>
public sealed record ImportCounts(int Scanned, int Imported, int CustomerErrors, int ServerErrors);

/// <summary>What became of the deliveries of the batch.</summary>
public sealed record RecordedResults(int Imported, int Failed, int Quarantined, int ServerErrors, int Unaccounted);

/// <summary>Whether another job on the same prefix is worth it.</summary>
public sealed record FailedJob(bool Retry);

/// <summary>The batch that tries the rest again.</summary>
public sealed record RedrivenFiles(string? BatchId, int Files);

/// <summary>The final state of the batch.</summary>
public sealed record ClosedBatch(string State);

/// <summary>What a Catch put into the state.</summary>
public sealed record ImportError([property: JsonPropertyName("Error")] string? Error, [property: JsonPropertyName("Cause")] string? Cause);
