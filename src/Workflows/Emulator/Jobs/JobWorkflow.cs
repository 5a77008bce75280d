namespace StoreScp.Emulator;

/// <summary>
/// The life of one import job: SUBMITTED → IN_PROGRESS → image sets → output files → COMPLETED, or FAILED. Each step may be the last one
/// before the process is killed; <see cref="RunAsync"/> goes on from what the tables say.
/// </summary>
internal sealed class JobWorkflow(
    EmulatorOptions options, EmulatorState state, Buckets buckets, InputScan scan, FileImport import, OutputFiles outputs, StudyGate studies, TimeProvider time)
{
    private EmulatorFaults Faults => options.Faults;

    public async Task RunAsync(string jobId, CancellationToken cancellation)
    {
        try
        {
            if (Load(jobId).Status == ImportJob.Submitted) await BeginAsync(Load(jobId), cancellation);
            if (Load(jobId) is { Status: ImportJob.InProgress } started)
                await (started.IsPublished ? CompleteAsync(started) : ImportAsync(started, cancellation));
        }
        catch (JobFailure failure)
        {
            End(Load(jobId), ImportJob.Failed, MessageText.Of(failure.Message), outputsDueAt: null);
        }
        if (!Load(jobId).IsAnnounced) Announce(Load(jobId));
        if (Load(jobId).OutputsDueAt is { } due) await WriteLateAsync(Load(jobId), due, cancellation);
    }

    /// <summary>Ends a job FAILED that stopped for a reason nobody foresaw.</summary>
    public void GiveUp(string jobId)
    {
        if (Load(jobId).EndedAt is not null) return;
        End(Load(jobId), ImportJob.Failed, "INTERNAL_SERVICE_ERROR: see the log of the emulator", outputsDueAt: null);
        Announce(Load(jobId));
    }

    private async Task BeginAsync(ImportJob job, CancellationToken cancellation)
    {
        await WaitUntilAsync(job.SubmittedAt + Slow(options.Delays.Submitted), cancellation);
        state.Jobs.Begin(job.Id, time.GetUtcNow());
        state.Events.Job(Load(job.Id));
    }

    private async Task ImportAsync(ImportJob job, CancellationToken cancellation)
    {
        if (Faults.TakeFailedJob()) throw new JobFailure(Faults.JobFailureMessage);
        outputs.BucketOf(job);
        S3Uri input = S3Uri.Parse(job.Input);
        IBucket bucket = buckets.Find(input.Bucket)
            ?? throw new JobFailure($"INPUT_BUCKET_ACCESS_DENIED: the bucket {input.Bucket} does not exist or cannot be read");
        IReadOnlyList<S3Object> objects = await scan.ScanAsync(bucket, input.Key, cancellation);
        var files = new List<ImportedFile>(objects.Count);
        foreach (S3Object file in objects)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(await import.ImportAsync(job.Id, bucket, file, cancellation));
        }
        string[] studyUIDs = Faults.SerialiseStudies ? [.. files.Select(file => file.Instance?.StudyInstanceUID).OfType<string>().Distinct()] : [];
        using IDisposable pass = await studies.EnterAsync(studyUIDs, cancellation);
        TimeSpan work = options.Delays.PerJob + options.Delays.PerFile * files.Count;
        DateTimeOffset start = Faults.SerialiseStudies ? time.GetUtcNow() : job.StartedAt!.Value;
        await WaitUntilAsync(start + Slow(work), cancellation);
        Publish(job, files);
        await CompleteAsync(job);
    }

    private void Publish(ImportJob job, List<ImportedFile> files) => state.Database.InTransaction(() =>
    {
        ParsedInstance[] instances = [.. files.Select(file => file.Instance).OfType<ParsedInstance>()];
        var placements = new Queue<Placement>(state.Publisher.Publish(job.DatastoreId, instances));
        foreach (ImportedFile file in files)
        {
            Placement? placement = file.Instance is null ? null : placements.Dequeue();
            state.JobFiles.Add(job.Id, new(file.Key, file.Error, file.Instance?.Warnings ?? [], placement));
        }
        state.Jobs.MarkPublished(job.Id);
        return true;
    });

    private async Task CompleteAsync(ImportJob job)
    {
        List<FileOutcome> files = state.JobFiles.Of(job.Id);
        foreach (Placement set in files.Select(file => file.Placement).OfType<Placement>().Distinct()) state.Events.Imported(job.DatastoreId, set);
        TimeSpan late = Faults.ManifestDelay;
        if (late <= TimeSpan.Zero) await outputs.WriteAsync(job, files);
        End(job, ImportJob.Completed, message: null, late > TimeSpan.Zero ? time.GetUtcNow() + late : null);
    }

    private void End(ImportJob job, string status, string? message, DateTimeOffset? outputsDueAt) =>
        state.Jobs.End(job.Id, status, message, time.GetUtcNow(), outputsDueAt);

    private void Announce(ImportJob job)
    {
        state.Events.Job(job);
        state.Jobs.MarkAnnounced(job.Id);
    }

    private async Task WriteLateAsync(ImportJob job, DateTimeOffset due, CancellationToken cancellation)
    {
        await WaitUntilAsync(due, cancellation);
        await outputs.WriteAsync(job, state.JobFiles.Of(job.Id));
        state.Jobs.MarkOutputsWritten(job.Id);
    }

    private ImportJob Load(string jobId) => state.Jobs.Find(jobId)!;

    private TimeSpan Slow(TimeSpan delay) => delay * Math.Max(0, Faults.SlowFactor);

    private async Task WaitUntilAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        TimeSpan wait = moment - time.GetUtcNow();
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellation);
    }
}
