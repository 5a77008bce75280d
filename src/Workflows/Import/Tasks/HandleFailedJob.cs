using StoreScp.Storage;

namespace StoreScp.Import.Tasks;

/// <summary>A job failed as a whole: another one, with another name and token, is tried on the same prefix as often as the settings allow.</summary>
internal sealed class HandleFailedJob(BatchDesk desk, ImportOptions options)
{
    public async ValueTask<FailedJob> RunAsync(ImportState state, CancellationToken cancellation)
    {
        var batch = await desk.FindAsync(state, cancellation);
        // Asked again after it had counted, it must not count twice.
        if (batch.JobId != state.Job!.JobId)
            return new FailedJob(batch.JobId is null);
        var reason = $"The import job {batch.JobId} failed: {state.Job.Message ?? "HealthImaging gave no message"}";
        var retry = batch.Jobs < options.MaximumJobs;
        await desk.UpdateAsync(
            retry
                ? batch with { Reason = reason, Jobs = batch.Jobs + 1, JobId = null, JobStatus = null, JobSubmittedAt = null, JobEndedAt = null }
                : batch with { Reason = reason },
            cancellation);
        return new FailedJob(retry);
    }
}
