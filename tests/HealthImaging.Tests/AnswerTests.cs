using System.Net;
using System.Text;

namespace StoreScp.HealthImaging.Tests;

public sealed class AnswerTests
{
    [Fact]
    public async Task A_started_job_is_read()
    {
        using var service = new FakeService().Answer(
            $$"""{"datastoreId":"{{Example.DatastoreId}}","jobId":"0a1b2c","jobStatus":"SUBMITTED","submittedAt":1680042257.908}""");
        (await Example.Client(service).StartDICOMImportJobAsync(Example.StartRequest, default)).Should().Be(new StartedImportJob
        {
            DatastoreId = Example.DatastoreId,
            JobId = "0a1b2c",
            JobStatus = JobStatus.Submitted,
            SubmittedAt = DateTimeOffset.FromUnixTimeMilliseconds(1680042257908),
        });
    }

    [Theory]
    [InlineData("1680042257", 1680042257000)]
    [InlineData("1680042257.5", 1680042257500)]
    [InlineData("1.680042257908E9", 1680042257908)]
    [InlineData("-1.5", -1500)]
    public async Task Timestamps_are_seconds_with_fractions(string seconds, long milliseconds) =>
        (await StartedAsync($$"""{"datastoreId":"d","jobId":"1","jobStatus":"SUBMITTED","submittedAt":{{seconds}}}"""))
            .SubmittedAt.Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    [Fact]
    public async Task Unknown_members_and_statuses_are_kept_or_passed_over()
    {
        var job = await StartedAsync("""{"new":{"a":[1]},"datastoreId":"d","jobId":"1","jobStatus":"PAUSED","submittedAt":1}""");
        job.JobStatus.Should().Be("PAUSED");
        JobStatus.IsFinal(job.JobStatus).Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"datastoreId":"d","jobStatus":"SUBMITTED","submittedAt":1}""")]
    [InlineData("""{"datastoreId":"d","jobId":null,"jobStatus":"SUBMITTED","submittedAt":1}""")]
    [InlineData("""{"datastoreId":"d","jobId":"1","jobStatus":"SUBMITTED","submittedAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"datastoreId":"d","jobId":"1","jobStatus":"SUBMITTED","submittedAt":1e20}""")]
    [InlineData("<html>DOE^JANE</html>")]
    [InlineData("null")]
    [InlineData("")]
    public async Task An_answer_that_cannot_be_read_is_transient_and_not_quoted(string json)
    {
        var starting = () => StartedAsync(json);
        var error = (await starting.Should().ThrowAsync<InternalServerException>()).Which;
        error.IsTransient.Should().BeTrue("the same client token may be sent again");
        error.ToString().Should().Contain("cannot be read").And.NotContain("DOE");
    }

    [Fact]
    public async Task A_job_is_read_whole()
    {
        using var service = new FakeService().Answer($$"""
            {"jobProperties":{"jobId":"0a1b2c","jobName":"b1","jobStatus":"FAILED","datastoreId":"{{Example.DatastoreId}}",
            "dataAccessRoleArn":"arn:aws:iam::123456789012:role/import","endedAt":1680042347.5,"submittedAt":1680042257,
            "inputS3Uri":"s3://in/p/","outputS3Uri":"s3://out/o/x-DicomImport-0a1b2c/","message":"FILE_COUNTS_LIMIT"} }
            """);
        var job = await Example.Client(service).GetDICOMImportJobAsync(Example.DatastoreId, "0a1b2c", default);
        JobStatus.IsFinal(job.JobStatus).Should().BeTrue();
        (job.EndedAt - job.SubmittedAt).Should().Be(TimeSpan.FromSeconds(90.5));
        job.OutputS3Uri.Should().Be("s3://out/o/x-DicomImport-0a1b2c/");
        job.Message.Should().Be("FILE_COUNTS_LIMIT");
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_with_the_token_of_the_page_before()
    {
        using var service = new FakeService().Answer(Page("1", "a/b+c=")).Answer(Page("2", null));
        var jobs = await Example.Client(service).ListDICOMImportJobsAsync(Example.DatastoreId, null, default).Select(job => job.JobId).ToListAsync();
        jobs.Should().Equal("1", "2");
        service.Requests.Select(request => request.Address.Query).Should().Equal("", "?nextToken=a%2Fb%2Bc%3D");
    }

    [Fact]
    public async Task A_page_is_asked_for_only_when_it_is_needed()
    {
        using var service = new FakeService().Answer(Page("1", "more"));
        (await Example.Client(service).ListDICOMImportJobsAsync(Example.DatastoreId, null, default).FirstAsync()).JobId.Should().Be("1");
        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_page_that_names_itself_as_the_next_ends_the_list_with_an_error()
    {
        using var service = new FakeService().Answer(Page("1", "same")).Answer(Page("2", "same"));
        var listing = async () => await Example.Client(service).ListDICOMImportJobsAsync(Example.DatastoreId, null, default).ToListAsync();
        await listing.Should().ThrowAsync<InternalServerException>();
    }

    [Fact]
    public async Task Versions_are_read_although_one_member_has_a_capital()
    {
        using var service = new FakeService().Answer(
            $$"""{"imageSetPropertiesList":[{"imageSetId":"{{Example.ImageSetId}}","versionId":"2","imageSetState":"ACTIVE","ImageSetWorkflowStatus":"UPDATED","isPrimary":true}]}""");
        var version = await Example.Client(service).ListImageSetVersionsAsync(Example.DatastoreId, Example.ImageSetId, default).SingleAsync();
        version.ImageSetWorkflowStatus.Should().Be("UPDATED");
        version.IsPrimary.Should().BeTrue();
    }

    [Fact]
    public async Task What_a_search_finds_is_read_and_prints_no_patient()
    {
        using var service = new FakeService().Answer($$"""
            {"imageSetsMetadataSummaries":[{"imageSetId":"{{Example.ImageSetId}}","version":1,"isPrimary":false,
            "DICOMTags":{"DICOMPatientName":"DOE^JANE","DICOMStudyInstanceUID":"1.2.3","DICOMNumberOfStudyRelatedInstances":5} }]}
            """);
        var found = await Example.Client(service).SearchImageSetsAsync(Example.DatastoreId, new(), default).SingleAsync();
        found.DICOMTags!.DICOMPatientName.Should().Be("DOE^JANE");
        found.DICOMTags.DICOMNumberOfStudyRelatedInstances.Should().Be(5);
        found.ToString().Should().Contain("1.2.3").And.NotContain("DOE");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_longer_than_the_limit_is_refused(bool isLengthAnnounced)
    {
        var body = Encoding.UTF8.GetBytes(Page(new string('1', 5000), null));
        HttpContent content = isLengthAnnounced ? new ByteArrayContent(body) : new UnannouncedContent(body);
        using var service = new FakeService().Answer(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content }));
        var client = Example.Client(service, new() { Region = Example.Region, MaximumAnswerBytes = 5000 });
        var listing = async () => await client.ListDICOMImportJobsAsync(Example.DatastoreId, null, default).ToListAsync();
        await listing.Should().ThrowAsync<InternalServerException>().WithMessage("*longer than 5000 bytes*");
    }

    [Fact]
    public async Task An_answer_exactly_as_long_as_the_limit_is_read()
    {
        var page = Page("1", null);
        using var service = new FakeService().Answer(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new UnannouncedContent(Encoding.UTF8.GetBytes(page)) }));
        var client = Example.Client(service, new() { Region = Example.Region, MaximumAnswerBytes = page.Length });
        (await client.ListDICOMImportJobsAsync(Example.DatastoreId, null, default).ToListAsync()).Should().ContainSingle();
    }

    private static async Task<StartedImportJob> StartedAsync(string json)
    {
        using var service = new FakeService().Answer(json);
        return await Example.Client(service).StartDICOMImportJobAsync(Example.StartRequest, default);
    }

    private static string Page(string jobId, string? nextToken) =>
        $$"""{"jobSummaries":[{"jobId":"{{jobId}}","jobName":"b1","jobStatus":"COMPLETED","datastoreId":"d"}],"nextToken":{{(nextToken is null ? "null" : $"\"{nextToken}\"")}}}""";

    /// <summary>As a chunked answer is: its length shows only at its end.</summary>
    private sealed class UnannouncedContent(byte[] body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(body).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
