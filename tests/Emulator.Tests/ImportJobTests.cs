using System.Net;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

public sealed class ImportJobTests
{
    private readonly Synthetic _synthetic = new();

    [Fact]
    public async Task A_job_imports_the_files_below_its_prefix_nested_folders_included()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutInstance("import/b1/", _synthetic.MR());
        emulator.PutInstance("import/b1/deeper/still/", _synthetic.MR());

        JsonNode job = await emulator.ImportAsync("import/b1/");

        ((string)job["jobStatus"]!).Should().Be("COMPLETED");
        string jobId = (string)job["jobId"]!;
        ((string)job["outputS3Uri"]!).Should().Be($"s3://local/output/{emulator.DatastoreId}-DicomImport-{jobId}/");
        emulator.Successes(jobId).Should().HaveCount(2);
        ((int)emulator.Manifest(jobId)["numberOfGeneratedImageSets"]!).Should().Be(1);
    }

    [Fact]
    public async Task A_prefix_without_a_slash_takes_its_siblings_too()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutInstance("import/b1/", _synthetic.MR());
        emulator.PutInstance("import/b10/", _synthetic.MR());

        JsonNode job = await emulator.ImportAsync("import/b1");

        ((int)emulator.Manifest((string)job["jobId"]!)["numberOfScannedFiles"]!).Should().Be(2);
    }

    [Fact]
    public async Task A_job_does_not_read_what_jobs_wrote()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutInstance("output/", _synthetic.MR());
        await emulator.ImportAsync("output/");

        JsonNode job = await emulator.ImportAsync("output/");

        ((int)emulator.Manifest((string)job["jobId"]!)["numberOfScannedFiles"]!).Should().Be(1);
    }

    [Fact]
    public async Task A_second_start_with_the_same_token_gives_the_same_job()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutInstance("import/b1/", _synthetic.MR());
        JsonObject request = RunningEmulator.StartRequest("import/b1/");

        JsonNode first = await emulator.StartJobAsync(request);
        await emulator.EndOfJobAsync((string)first["jobId"]!);
        await emulator.RestartAsync();
        JsonNode second = await emulator.StartJobAsync(request);

        ((string)second["jobId"]!).Should().Be((string)first["jobId"]!);
        (await emulator.GetAsync($"/listDICOMImportJobs/datastore/{emulator.DatastoreId}"))["jobSummaries"]!.AsArray().Should().HaveCount(1);
    }

    [Fact]
    public async Task A_token_with_other_parameters_is_a_conflict()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        JsonObject request = RunningEmulator.StartRequest("import/b1/");
        await emulator.StartJobAsync(request);
        request["inputS3Uri"] = "s3://local/import/b2/";

        using HttpResponseMessage response = await emulator.PostAsync($"/startDICOMImportJob/datastore/{emulator.DatastoreId}", request);

        response.Should().BeError(HttpStatusCode.Conflict, "ConflictException");
    }

    [Theory]
    [InlineData("import/none/", "INPUT_PREFIX_EMPTY")]
    [InlineData("import/many/", "FILE_COUNTS_LIMIT_EXCEEDED")]
    [InlineData("import/large/", "FILE_SIZE_LIMIT_EXCEEDED")]
    public async Task A_job_that_cannot_begin_ends_FAILED_with_a_message(string prefix, string message)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(options => options with { Quotas = new() { FilesPerJob = 3, BytesPerJob = 1000 } });
        for (int i = 0; i < 4; i++) emulator.PutObject($"import/many/{i}", [1]);
        emulator.PutObject("import/large/1", new byte[1001]);

        JsonNode job = await emulator.ImportAsync(prefix);

        ((string)job["jobStatus"]!).Should().Be("FAILED");
        ((string)job["message"]!).Should().StartWith(message).And.MatchRegex(@"^[\w -:`]+$");
        job["endedAt"].Should().NotBeNull();
    }

    [Theory]
    [InlineData("inputS3Uri")]
    [InlineData("outputS3Uri")]
    public async Task An_unknown_bucket_fails_the_job(string member)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutInstance("import/b1/", _synthetic.MR());
        JsonNode started = await emulator.StartJobAsync(RunningEmulator.StartRequest("import/b1/", (member, "s3://nowhere/x/")));
        await emulator.EndOfJobAsync((string)started["jobId"]!);

        ((string)(await emulator.JobAsync((string)started["jobId"]!))["message"]!).Should().Contain("nowhere");
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_in_pages_and_by_status()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutInstance("import/b1/", _synthetic.MR());
        string completed = (string)(await emulator.ImportAsync("import/b1/"))["jobId"]!;
        string failed = (string)(await emulator.ImportAsync("import/none/"))["jobId"]!;
        string list = $"/listDICOMImportJobs/datastore/{emulator.DatastoreId}";

        JsonNode first = await emulator.GetAsync($"{list}?maxResults=1");
        JsonNode second = await emulator.GetAsync($"{list}?maxResults=1&nextToken={Uri.EscapeDataString((string)first["nextToken"]!)}");
        JsonNode onlyFailed = await emulator.GetAsync($"{list}?jobStatus=FAILED");

        Ids(first).Should().Equal(failed);
        Ids(second).Should().Equal(completed);
        second["nextToken"].Should().BeNull();
        Ids(onlyFailed).Should().Equal(failed);
    }

    [Fact]
    public async Task One_job_more_than_the_quota_is_refused_with_402()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(options => options with
        {
            Quotas = new() { ConcurrentImportJobs = 1 },
            Delays = new() { Submitted = TimeSpan.FromHours(1) },
        });
        await emulator.StartJobAsync("import/b1/");

        using HttpResponseMessage response = await emulator.PostAsync(
            $"/startDICOMImportJob/datastore/{emulator.DatastoreId}", RunningEmulator.StartRequest("import/b2/"));

        response.Should().BeError(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException");
    }

    private static IEnumerable<string> Ids(JsonNode list) => list["jobSummaries"]!.AsArray().Select(job => (string)job!["jobId"]!);
}
