using StoreScp.Import.Results;
using StoreScp.Storage;

namespace StoreScp.Import.Tasks;

/// <summary>Waits until the job's manifest is there and every file that it counts is named.</summary>
internal sealed class ReadResults(ResultReader reader)
{
    /// <exception cref="WorkflowTaskException">Results.NotYet.</exception>
    public async ValueTask<ImportCounts> RunAsync(ImportState state, CancellationToken cancellation)
    {
        var job = state.Job!;
        var results = await reader.ReadAsync(job.OutputS3Uri ?? "", state.DatastoreId, job.JobId, cancellation)
            ?? throw new WorkflowTaskException("Results.NotYet", $"Job {job.JobId} has no manifest yet.");
        return results.IsComplete
            ? results.Counts
            : throw new WorkflowTaskException("Results.NotYet", $"The result files of job {job.JobId} name {results.Files.Count} files, its manifest counts more.");
    }
}
