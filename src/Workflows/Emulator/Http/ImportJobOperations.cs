using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>StartDICOMImportJob, GetDICOMImportJob, ListDICOMImportJobs.</summary>
internal sealed class ImportJobOperations(EmulatorOptions options, EmulatorState state, JobRunner runner, TimeProvider time)
{
    public async Task StartAsync(ApiRequest request)
    {
        if (options.Faults.TakeThrottledStart()) throw ApiException.Throttling();
        string datastoreId = request.Id("datastoreId");
        JsonFields body = await request.ReadBodyAsync();
        string token = body.RequiredText("clientToken", Patterns.ClientToken(), 1, 64);
        string id = Guid.NewGuid().ToString("N");
        DateTimeOffset now = time.GetUtcNow();
        var job = new ImportJob(
            Sequence: 0, id, datastoreId, body.OptionalText("jobName", Patterns.Name(), 1, 64) ?? $"job-{id}", ImportJob.Submitted,
            body.Json.ToJsonString(), body.RequiredText("dataAccessRoleArn", Patterns.RoleArn(), 20, 2048), InputUri(body),
            OutputUri(body, datastoreId, id), now, null, null, null, IsPublished: false, OutputsDueAt: null, IsAnnounced: false);
        body.OptionalText("inputOwnerAccountId", Patterns.AccountId(), 12, 12);
        if (body.Has("importConfiguration")) throw ApiException.Validation("importConfiguration is not supported by the emulator");
        ActiveDatastore.Require(state, request);

        ImportJob started = state.Database.InTransaction(() => AddOnce(job, token));
        if (started == job)
        {
            state.Events.Job(job);
            runner.Start(job.Id);
        }
        await request.AnswerAsync(new JsonObject
        {
            ["datastoreId"] = started.DatastoreId,
            ["jobId"] = started.Id,
            ["jobStatus"] = started.Status,
            ["submittedAt"] = EpochTime.Of(started.SubmittedAt),
        });
    }

    public Task GetAsync(ApiRequest request)
    {
        string datastoreId = request.Id("datastoreId");
        string jobId = Patterns.Require("jobId", request.Path("jobId"), Patterns.JobId(), 1, 32);
        ImportJob? job = state.Jobs.Find(jobId);
        if (job?.DatastoreId != datastoreId) throw ApiException.NotFound($"The import job {jobId} does not exist");
        JsonObject properties = Summary(job);
        properties["inputS3Uri"] = job.Input;
        properties["outputS3Uri"] = job.Output;
        return request.AnswerAsync(new JsonObject { ["jobProperties"] = properties });
    }

    public Task ListAsync(ApiRequest request)
    {
        ListPage page = request.Page();
        string? status = request.Query("jobStatus") is { } text ? Patterns.Require("jobStatus", text, Patterns.JobStatus(), 1, 64) : null;
        List<ImportJob> jobs = state.Jobs.Page(ActiveDatastore.Require(state, request), status, page.Before(), page.Count + 1);
        var answer = new JsonObject { ["jobSummaries"] = new JsonArray([.. jobs.Take(page.Count).Select(Summary)]) };
        if (jobs.Count > page.Count) answer["nextToken"] = ListPage.TokenAfter($"{jobs[page.Count - 1].Sequence}");
        return request.AnswerAsync(answer);
    }

    private ImportJob AddOnce(ImportJob job, string token)
    {
        if (!options.Faults.ForgetClientTokens && state.Jobs.FindByToken(job.DatastoreId, token) is { } earlier)
            return earlier.Request == job.Request ? earlier : throw ApiException.Conflict("The client token was used with other parameters");
        if (state.Jobs.CountRunning(job.DatastoreId) >= options.Quotas.ConcurrentImportJobs)
            throw ApiException.QuotaExceeded($"{options.Quotas.ConcurrentImportJobs} import jobs of the data store are running");
        state.Jobs.Add(job, token);
        return job;
    }

    private static string InputUri(JsonFields body) => body.RequiredText("inputS3Uri", Patterns.S3Uri(), 1, 1024);

    private static string OutputUri(JsonFields body, string datastoreId, string jobId)
    {
        S3Uri output = S3Uri.Parse(body.RequiredText("outputS3Uri", Patterns.S3Uri(), 1, 1024));
        if (!output.IsFolderPath()) throw ApiException.Validation("outputS3Uri cannot be a folder of this machine");
        return $"{output}{datastoreId}-DicomImport-{jobId}/";
    }

    private static JsonObject Summary(ImportJob job)
    {
        var summary = new JsonObject
        {
            ["jobId"] = job.Id,
            ["jobName"] = job.Name,
            ["jobStatus"] = job.Status,
            ["datastoreId"] = job.DatastoreId,
            ["dataAccessRoleArn"] = job.DataAccessRoleArn,
            ["submittedAt"] = EpochTime.Of(job.SubmittedAt),
        };
        if (job.EndedAt is { } ended) summary["endedAt"] = EpochTime.Of(ended);
        if (job.Message is not null) summary["message"] = job.Message;
        return summary;
    }
}
