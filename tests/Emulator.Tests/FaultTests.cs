using System.Net;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task Starts_are_throttled_as_often_as_set()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.Faults.ThrottleStarts = 1;
        using HttpResponseMessage refused = await emulator.PostAsync($"/startDICOMImportJob/datastore/{emulator.DatastoreId}", RunningEmulator.StartRequest("a/"));
        refused.Should().BeError(HttpStatusCode.TooManyRequests, "ThrottlingException");
        await emulator.StartJobAsync("a/");
    }

    [Fact]
    public async Task A_job_fails_with_the_message_that_was_set_and_imports_nothing()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutObject("a/file.dcm", InstanceFiles.Instance());
        emulator.Faults.FailJobs = 1;
        emulator.Faults.JobFailureMessage = "ACCESS_DENIED: <the role>";
        JsonNode failed = await emulator.ImportAsync("a/");
        JsonNode next = await emulator.ImportAsync("a/");

        ((string)failed["jobStatus"]!).Should().Be("FAILED");
        ((string)failed["message"]!).Should().Be("ACCESS_DENIED: .the role.", "HealthImaging's Message allows no < and >");
        File.Exists(emulator.OutputPath((string)failed["jobId"]!, "job-output-manifest.json")).Should().BeFalse();
        ((string)next["jobStatus"]!).Should().Be("COMPLETED");
    }

    [Fact]
    public async Task The_manifest_comes_late_even_after_a_restart()
    {
        var time = new SteppingTime();
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(time: time);
        emulator.PutObject("a/file.dcm", InstanceFiles.Instance());
        emulator.Faults.ManifestDelay = TimeSpan.FromSeconds(30);
        string jobId = await emulator.StartJobAsync("a/");
        await emulator.StatusAsync(jobId, "COMPLETED");
        emulator.Faults.ManifestDelay = TimeSpan.Zero;

        await emulator.RestartAsync();
        File.Exists(emulator.OutputPath(jobId, "job-output-manifest.json")).Should().BeFalse();
        await time.StepUntilAsync(emulator.EndOfJobAsync(jobId));
        emulator.Successes(jobId).Should().HaveCount(1);
    }

    [Fact]
    public async Task Files_whose_key_matches_fail_as_customer_or_server_errors()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        foreach (string name in new[] { "1", "2", "3" }) emulator.PutObject($"a/{name}.dcm", InstanceFiles.Instance($"2.25.{name}"));
        emulator.Faults.FileErrors = [new KeyFault("2.dcm", IsServerError: true, "Try again"), new KeyFault("3.dcm", IsServerError: false)];
        string jobId = (string)(await emulator.ImportAsync("a/"))["jobId"]!;

        JsonNode manifest = emulator.Manifest(jobId);
        ((int)manifest["numberOfImportedFiles"]!).Should().Be(1);
        ((int)manifest["numberOfFilesWithServerError"]!).Should().Be(1);
        ((int)manifest["numberOfFilesWithCustomerError"]!).Should().Be(1);
        emulator.Failures(jobId).Select(line => (string)line["exception"]!["exceptionType"]!).Should().Equal("InternalServerException", "ValidationException");
    }

    [Fact]
    public async Task A_slow_job_takes_its_factor_longer()
    {
        var time = new SteppingTime();
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(
            options => options with { Delays = new() { Submitted = TimeSpan.FromSeconds(1), PerJob = TimeSpan.FromSeconds(5), PerFile = TimeSpan.FromSeconds(1) } }, time);
        emulator.PutObject("a/file.dcm", InstanceFiles.Instance());
        emulator.Faults.SlowFactor = 10;
        DateTimeOffset start = time.GetUtcNow();
        string jobId = await emulator.StartJobAsync("a/");
        ((string)(await emulator.JobAsync(jobId))["jobStatus"]!).Should().Be("SUBMITTED");
        await time.StepUntilAsync(emulator.EndOfJobAsync(jobId));

        (time.GetUtcNow() - start).Should().Be(TimeSpan.FromSeconds(70));
        ((string)(await emulator.JobAsync(jobId))["jobStatus"]!).Should().Be("COMPLETED");
    }

    [Fact]
    public async Task Forgotten_client_tokens_start_second_jobs()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.Faults.ForgetClientTokens = true;
        JsonObject request = RunningEmulator.StartRequest("a/");
        JsonNode first = await emulator.StartJobAsync(request);
        ((string)(await emulator.StartJobAsync(request))["jobId"]!).Should().NotBe((string)first["jobId"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_jobs_of_one_study_run_side_by_side_or_one_after_the_other(bool serialise)
    {
        var time = new SteppingTime();
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(options => options with { Delays = new() { PerJob = TimeSpan.FromMinutes(1) } }, time);
        emulator.Faults.SerialiseStudies = serialise;
        emulator.PutObject("a/1.dcm", InstanceFiles.Instance("2.25.1"));
        emulator.PutObject("b/2.dcm", InstanceFiles.Instance("2.25.2"));
        string[] jobs = [await emulator.StartJobAsync("a/"), await emulator.StartJobAsync("b/")];
        foreach (string job in jobs) await emulator.StatusAsync(job, "IN_PROGRESS");
        await time.StepUntilAsync(Task.WhenAll(jobs.Select(emulator.EndOfJobAsync)));

        double[] ends = [(double)(await emulator.JobAsync(jobs[0]))["endedAt"]!, (double)(await emulator.JobAsync(jobs[1]))["endedAt"]!];
        Math.Abs(ends[0] - ends[1]).Should().BeApproximately(serialise ? 60 : 0, 0.01);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task A_warned_file_may_be_missing_from_success_ndjson(bool omit, int expected)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.Faults.OmitWarnedFromSuccess = omit;
        emulator.PutObject("a/warned.dcm", InstanceFiles.Part10(InstanceFiles.DataSet(trailing: data => data.SmallImage(1).PixelItems([4], [1, 2])), InstanceFiles.JpegBaseline));
        string jobId = (string)(await emulator.ImportAsync("a/"))["jobId"]!;

        emulator.Successes(jobId).Should().HaveCount(expected);
        emulator.Warnings(jobId).Should().HaveCount(1);
        ((int)emulator.Manifest(jobId)["numberOfImportedFiles"]!).Should().Be(1);
    }

    [Fact]
    public async Task Empty_result_files_may_be_missing()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.Faults.OmitEmptyResultFiles = true;
        emulator.PutObject("a/file.dcm", InstanceFiles.Instance());
        string jobId = (string)(await emulator.ImportAsync("a/"))["jobId"]!;

        File.Exists(emulator.OutputPath(jobId, "FAILURE/failure.ndjson")).Should().BeFalse();
        File.Exists(emulator.OutputPath(jobId, "SUCCESS/success.ndjson")).Should().BeTrue();
    }

    [Fact]
    public async Task Unknown_fields_are_in_answers_and_output_files()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.Faults.UnknownFields = true;
        emulator.PutObject("a/file.dcm", InstanceFiles.Instance());
        JsonNode job = await emulator.ImportAsync("a/");

        job["fieldOfTheFuture"].Should().NotBeNull();
        emulator.Successes((string)job["jobId"]!).Single()["importResponse"]!["fieldOfTheFuture"].Should().NotBeNull();
        emulator.Manifest((string)job["jobId"]!)["imageSetsSummary"]![0]!["fieldOfTheFuture"].Should().NotBeNull();
    }

    [Fact]
    public async Task Metadata_is_not_consistent_as_often_as_set()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        string imageSetId = (string)(await emulator.ImportOneAsync("a/", InstanceFiles.Instance()))["imageSetId"]!;
        emulator.Faults.InconsistentMetadataReads = 1;
        using HttpResponseMessage refused = await emulator.PostAsync($"{emulator.ImageSetPath(imageSetId)}/getImageSetMetadata");
        refused.Should().BeError(HttpStatusCode.Conflict, "ConflictException");
        (await emulator.MetadataAsync(imageSetId)).Should().NotBeNull();
    }

    [Fact]
    public async Task Switches_are_set_and_shown_over_HTTP()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        JsonNode shown = await emulator.CallAsync("/_emulator/faults", new JsonObject
        {
            ["throttleStarts"] = 3,
            ["manifestDelaySeconds"] = 2.5,
            ["fileErrors"] = new JsonArray(new JsonObject { ["keyContains"] = "bad", ["isServerError"] = true }),
            ["forgetClientTokens"] = true,
        });

        emulator.Faults.ThrottleStarts.Should().Be(3);
        emulator.Faults.ManifestDelay.Should().Be(TimeSpan.FromSeconds(2.5));
        emulator.Faults.FileErrors.Should().Equal(new KeyFault("bad", IsServerError: true));
        ((bool)shown["forgetClientTokens"]!).Should().BeTrue();
        JsonNode.DeepEquals(await emulator.GetAsync("/_emulator/faults"), shown).Should().BeTrue();
    }

    [Theory]
    [InlineData("throttleStart", 1.0)]
    [InlineData("throttleStarts", -1.0)]
    [InlineData("throttleStarts", 0.5)]
    public async Task A_switch_that_does_not_exist_or_fit_is_refused(string member, double value)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        using HttpResponseMessage response = await emulator.PostAsync("/_emulator/faults", new JsonObject { [member] = value });
        response.Should().BeError(HttpStatusCode.BadRequest, "ValidationException");
    }
}
