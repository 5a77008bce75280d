using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using StoreScp.HealthImaging;
using StoreScp.Storage;

namespace StoreScp.Import.Tests;

/// <summary>HealthImaging as a test wants it: jobs take what is there when they start and end at the second look; their output files are made by the script.</summary>
internal sealed class ScriptedHealthImaging(TimeProvider time) : IHealthImaging, IImportOutput
{
    private readonly List<Job> _jobs = [];
    private readonly Dictionary<string, string> _files = [];

    /// <summary>What a file ends as, by its key: "ok", "warn", "other" (not primary), "customer", "server", "nowhere". Without an entry: ok.</summary>
    public Dictionary<string, string> Outcomes { get; } = [];

    /// <summary>Keys below a prefix, as the service would find them.</summary>
    public Func<string, IEnumerable<string>> Keys { get; set; } = _ => [];

    /// <summary>Jobs to fail as a whole, from now on.</summary>
    public int JobsToFail { get; set; }

    /// <summary>Answers to the next starts, before any is taken.</summary>
    public Queue<HealthImagingException> StartErrors { get; } = new();

    /// <summary>How long the output comes after COMPLETED.</summary>
    public TimeSpan OutputLag { get; set; }

    /// <summary>A client token that comes again starts another job.</summary>
    public bool ForgetsClientTokens { get; set; }

    /// <summary>The start is taken, and its answer lost.</summary>
    public bool LoseNextAnswer { get; set; }

    public IReadOnlyList<StartDICOMImportJobRequest> Started => [.. _jobs.Select(job => job.Request)];

    public static HealthImagingException Refusal(string errorType, HttpStatusCode status) =>
        new(new HealthImagingError(errorType, "scripted", status, "request-1"));

    public Task<StartedImportJob> StartDICOMImportJobAsync(StartDICOMImportJobRequest request, CancellationToken cancellation)
    {
        if (StartErrors.TryDequeue(out var error))
            throw error;
        var job = ForgetsClientTokens ? null : _jobs.Find(job => job.Request.ClientToken == request.ClientToken);
        if (job is null)
            _jobs.Add(job = new Job($"job{_jobs.Count + 1}", request, time.GetUtcNow()) { Fails = JobsToFail-- > 0, Keys = [.. Keys(request.InputS3Uri["s3://in/".Length..])] });
        if (LoseNextAnswer)
        {
            LoseNextAnswer = false;
            throw new HealthImagingException(new HealthImagingError("InternalServerException", "no answer"));
        }
        return Task.FromResult(new StartedImportJob { DatastoreId = request.DatastoreId, JobId = job.Id, JobStatus = JobStatus.Submitted, SubmittedAt = job.SubmittedAt });
    }

    public Task<DICOMImportJobProperties> GetDICOMImportJobAsync(string datastoreId, string jobId, CancellationToken cancellation)
    {
        var job = _jobs.Single(job => job.Id == jobId);
        if (++job.Looks == 2)
            End(job);
        return Task.FromResult(new DICOMImportJobProperties
        {
            JobId = job.Id,
            JobName = job.Request.JobName!,
            JobStatus = job.Looks < 2 ? JobStatus.InProgress : job.Fails ? JobStatus.Failed : JobStatus.Completed,
            DatastoreId = datastoreId,
            DataAccessRoleArn = job.Request.DataAccessRoleArn,
            InputS3Uri = job.Request.InputS3Uri,
            OutputS3Uri = job.Folder,
            SubmittedAt = job.SubmittedAt,
            EndedAt = job.EndedAt,
            Message = job.Fails ? "FILE_COUNTS_LIMIT scripted" : null,
        });
    }

    public async IAsyncEnumerable<DICOMImportJobSummary> ListDICOMImportJobsAsync(
        string datastoreId, string? jobStatus, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var job in Enumerable.Reverse(_jobs))
        {
            yield return new DICOMImportJobSummary
            {
                JobId = job.Id,
                JobName = job.Request.JobName!,
                JobStatus = JobStatus.InProgress,
                DatastoreId = datastoreId,
                SubmittedAt = job.SubmittedAt,
            };
        }
    }

    public Task<DatastoreProperties> GetDatastoreAsync(string datastoreId, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<Stream?> OpenReadAsync(string uri, CancellationToken cancellation)
    {
        var job = _jobs.Find(job => uri.StartsWith(job.Folder, StringComparison.Ordinal));
        var isThere = job?.EndedAt + OutputLag <= time.GetUtcNow() && _files.ContainsKey(uri);
        return new(isThere ? new MemoryStream(Encoding.UTF8.GetBytes(_files[uri])) : null);
    }

    private void End(Job job)
    {
        job.EndedAt = time.GetUtcNow();
        if (job.Fails)
            return;
        var files = job.Keys.Select(key => (Key: key, Outcome: Outcomes.GetValueOrDefault(key, "ok"))).ToList();
        _files[job.Folder + "SUCCESS/success.ndjson"] = Lines(files, "ok", "other");
        _files[job.Folder + "WARNING/warning.ndjson"] = Lines(files, "warn");
        _files[job.Folder + "FAILURE/failure.ndjson"] = Lines(files, "customer", "server");
        _files[job.Folder + "job-output-manifest.json"] =
            $$$"""
            {"jobSummary":{"jobId":"{{{job.Id}}}","datastoreId":"{{{job.Request.DatastoreId}}}",
             "inputS3Uri":"{{{job.Request.InputS3Uri}}}","outputS3Uri":"{{{job.Folder}}}","successOutputS3Uri":"{{{job.Folder}}}SUCCESS/","failureOutputS3Uri":"{{{job.Folder}}}FAILURE/",
             "numberOfScannedFiles":{{{files.Count}}},"numberOfImportedFiles":{{{files.Count(file => file.Outcome is "ok" or "other" or "warn")}}},
             "numberOfFilesWithCustomerError":{{{files.Count(file => file.Outcome == "customer")}}},"numberOfFilesWithServerError":{{{files.Count(file => file.Outcome == "server")}}},
             "numberOfGeneratedImageSets":1,"imageSetsSummary":[]}}
            """;
    }

    private static string Lines(List<(string Key, string Outcome)> files, params string[] outcomes) =>
        string.Concat(files.Where(file => outcomes.Contains(file.Outcome)).Select(file => Line(file.Key, file.Outcome) + "\n"));

    private static string Line(string key, string outcome) => outcome switch
    {
        "ok" => $$$"""{"inputFile":"{{{key}}}","importResponse":{"imageSetId":"0123456789abcdef0123456789abcdef","imageSetVersion":1,"isPrimary":true}}""",
        "other" => $$$"""{"inputFile":"{{{key}}}","importResponse":{"imageSetId":"ffffffffffffffffffffffffffffffff","isPrimary":false}}""",
        "warn" => $$$"""{"inputFile":"{{{key}}}","importResponse":{"imageSetId":"0123456789abcdef0123456789abcdef","imageSetVersion":1,"isPrimary":true,"warnings":[{"warning_reason_code":45330,"type":"InvalidOffsetTable","message":"…"}]},"unknown":1}""",
        "customer" => $$$"""{"inputFile":"{{{key}}}","exception":{"exceptionType":"ValidationException","message":"DICOM attribute SOPClassUID does not exist"}}""",
        _ => $$$"""{"inputFile":"{{{key}}}","exception":{"exceptionType":"InternalServerException","message":"try again"}}""",
    };

    private sealed record Job(string Id, StartDICOMImportJobRequest Request, DateTimeOffset SubmittedAt)
    {
        public int Looks { get; set; }
        public bool Fails { get; init; }
        public required IReadOnlyList<string> Keys { get; init; }
        public DateTimeOffset? EndedAt { get; set; }
        public string Folder => $"{Request.OutputS3Uri}{Request.DatastoreId}-DicomImport-{Id}/";
    }
}
