using StoreScp.HealthImaging;
using StoreScp.Storage;

namespace StoreScp.Import.Tasks;

/// <summary>HealthImaging API StartDICOMImportJob on the prefix of the batch; gives the job of an earlier attempt if there was one.</summary>
/// <remarks>
/// The ledger has the job's name before the job is asked for. Whoever comes again with a name that was not answered looks for a job of that
/// name first, since nobody says how long HealthImaging remembers a client token.
/// </remarks>
internal sealed class StartImportJob(BatchDesk desk, IHealthImaging healthImaging, ImportOptions options)
{
    public async ValueTask<ImportJob> RunAsync(ImportState state, CancellationToken cancellation)
    {
        var batch = await desk.FindAsync(state, cancellation);
        if (batch.JobId is { } known)
            return new ImportJob(batch.JobName!, known, batch.JobStatus ?? JobStatus.Submitted, null, null);

        ImportJob? job = null;
        if (batch.Jobs == 0)
            batch = await desk.UpdateAsync(batch with { Jobs = 1 }, cancellation);
        else
            job = await FindAsync(batch, cancellation);
        job ??= await StartAsync(batch, cancellation);
        await desk.UpdateAsync(batch with { JobId = job.JobId, JobStatus = job.JobStatus }, cancellation);
        return job;
    }

    private async ValueTask<ImportJob?> FindAsync(BatchRow batch, CancellationToken cancellation)
    {
        await foreach (var job in healthImaging.ListDICOMImportJobsAsync(batch.DatastoreId, null, cancellation))
        {
            if (job.JobName == batch.JobName)
                return new ImportJob(job.JobName, job.JobId, job.JobStatus, null, null);
            // Newest first; a job is not older than its batch.
            if (job.SubmittedAt is { } submitted && submitted < batch.OpenedAt - TimeSpan.FromHours(1))
                break;
        }
        return null;
    }

    private async ValueTask<ImportJob> StartAsync(BatchRow batch, CancellationToken cancellation)
    {
        var started = await healthImaging.StartDICOMImportJobAsync(
            new StartDICOMImportJobRequest
            {
                DatastoreId = batch.DatastoreId,
                JobName = batch.JobName,
                ClientToken = batch.JobName!,
                DataAccessRoleArn = options.DataAccessRoleArn,
                InputS3Uri = $"{options.InputS3Uri}{ObjectKeys.ImportFolderOf(batch.DatastoreId, batch.Id)}/",
                OutputS3Uri = $"{options.OutputS3Uri}{batch.DatastoreId}/{batch.Id}/",
            },
            cancellation);
        return new ImportJob(batch.JobName!, started.JobId, started.JobStatus, null, null);
    }
}
