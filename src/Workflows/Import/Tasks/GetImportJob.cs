using StoreScp.HealthImaging;

namespace StoreScp.Import.Tasks;

/// <summary>HealthImaging API GetDICOMImportJob; the ledger hears of every change of status.</summary>
internal sealed class GetImportJob(BatchDesk desk, IHealthImaging healthImaging)
{
    public async ValueTask<ImportJob> RunAsync(ImportState state, CancellationToken cancellation)
    {
        var batch = await desk.FindAsync(state, cancellation);
        var job = await healthImaging.GetDICOMImportJobAsync(batch.DatastoreId, state.Job!.JobId, cancellation);
        if (job.JobStatus != batch.JobStatus || batch.JobSubmittedAt is null)
        {
            await desk.UpdateAsync(
                batch with { JobStatus = job.JobStatus, JobSubmittedAt = job.SubmittedAt, JobEndedAt = job.EndedAt }, cancellation);
        }
        return new ImportJob(job.JobName, job.JobId, job.JobStatus, job.OutputS3Uri, job.Message is null ? null : Results.ReasonText.Shorten(job.Message));
    }
}
