using StoreScp.Import.Results;
using StoreScp.Storage;

namespace StoreScp.Import.Tasks;

/// <summary>Writes what became of each file into the ledger.</summary>
internal sealed class RecordResults(BatchDesk desk, ResultReader reader, ResultRecorder recorder, ImportOptions options)
{
    /// <summary>The reason of a delivery that no result file names.</summary>
    internal const string Unaccounted = "Unaccounted: the results of the import job do not name the file";

    public async ValueTask<RecordedResults> RunAsync(ImportState state, CancellationToken cancellation)
    {
        var batch = await desk.FindAsync(state, cancellation);
        var job = state.Job!;
        var results = await reader.ReadAsync(job.OutputS3Uri ?? "", state.DatastoreId, job.JobId, cancellation)
            ?? throw new WorkflowTaskException("Storage.Unavailable", $"The manifest of job {job.JobId} is gone again.");
        return await recorder.RecordAsync(batch, results, leaveServerErrors: batch.Redrives < options.MaximumRedrives, Unaccounted, cancellation);
    }
}
