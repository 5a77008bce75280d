using System.Net;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("clientToken", null)]
    [InlineData("clientToken", "")]
    [InlineData("clientToken", "with space")]
    [InlineData("clientToken", "0123456789012345678901234567890123456789012345678901234567890123x")]
    [InlineData("jobName", "a:b")]
    [InlineData("dataAccessRoleArn", null)]
    [InlineData("dataAccessRoleArn", "arn:aws:iam::12345:role/import")]
    [InlineData("inputS3Uri", null)]
    [InlineData("inputS3Uri", "https://local/import/")]
    [InlineData("inputS3Uri", "s3://Local/import/")]
    [InlineData("outputS3Uri", null)]
    [InlineData("outputS3Uri", "s3://lo/x")]
    [InlineData("outputS3Uri", "s3://local/../../escape/")]
    [InlineData("inputOwnerAccountId", "12345678901")]
    public async Task StartDICOMImportJob_refuses_what_the_model_does_not_allow(string member, string? value)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        using HttpResponseMessage response = await emulator.PostAsync(
            $"/startDICOMImportJob/datastore/{emulator.DatastoreId}", RunningEmulator.StartRequest("import/", (member, value)));
        response.Should().BeError(HttpStatusCode.BadRequest, "ValidationException");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"clientToken":1}""")]
    [InlineData("""{"clientToken":"a","clientToken":"b"}""")]
    public async Task A_body_that_is_no_request_is_a_ValidationException(string body)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        using var content = new StringContent(body);
        using HttpResponseMessage response = await emulator.Client.PostAsync($"/startDICOMImportJob/datastore/{emulator.DatastoreId}", content);
        response.Should().BeError(HttpStatusCode.BadRequest, "ValidationException");
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_a_ValidationException()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(options => options with { MaximumRequestBytes = 1000 });
        using HttpResponseMessage response = await emulator.PostAsync(
            $"/startDICOMImportJob/datastore/{emulator.DatastoreId}", new JsonObject { ["clientToken"] = new string('a', 1000) });
        response.Should().BeError(HttpStatusCode.BadRequest, "ValidationException");
    }

    [Theory]
    [InlineData("/datastore/short", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/datastore/ffffffffffffffffffffffffffffffff", HttpStatusCode.NotFound, "ResourceNotFoundException")]
    [InlineData("/getDICOMImportJob/datastore/DS/job/unknown", HttpStatusCode.NotFound, "ResourceNotFoundException")]
    [InlineData("/getDICOMImportJob/datastore/DS/job/UPPER", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/listDICOMImportJobs/datastore/DS?maxResults=51", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/listDICOMImportJobs/datastore/DS?maxResults=0", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/listDICOMImportJobs/datastore/DS?nextToken=!", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/listDICOMImportJobs/datastore/DS?jobStatus=DONE", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/tags/arn%3Aaws%3Amedical-imaging%3Aus-east-1%3A123456789012%3Adatastore%2Fffffffffffffffffffffffffffffffff", HttpStatusCode.NotFound, "ResourceNotFoundException")]
    [InlineData("/no/such/thing", HttpStatusCode.NotFound, "UnknownOperationException")]
    public async Task A_wrong_path_or_query_has_its_error(string path, HttpStatusCode status, string type)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        using HttpResponseMessage response = await emulator.Client.GetAsync(path.Replace("DS", emulator.DatastoreId));
        response.Should().BeError(status, type);
    }

    [Theory]
    [InlineData("imageFrameId", "short", HttpStatusCode.BadRequest)]
    [InlineData("imageFrameId", "ffffffffffffffffffffffffffffffff", HttpStatusCode.NotFound)]
    [InlineData("imageFrameId", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", HttpStatusCode.NotFound)]
    public async Task A_frame_that_is_not_there_has_its_error(string member, string value, HttpStatusCode status)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        string imageSetId = (string)(await emulator.ImportOneAsync("a/", InstanceFiles.Instance()))["imageSetId"]!;
        using HttpResponseMessage response = await emulator.PostAsync($"{emulator.ImageSetPath(imageSetId)}/getImageFrame", new JsonObject { [member] = value });
        response.StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task A_call_beyond_the_rate_is_a_ThrottlingException_until_time_has_passed()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(options => options with { Throttles = EmulatorThrottles.Documented }, time);
        string path = $"/startDICOMImportJob/datastore/{emulator.DatastoreId}";
        for (int i = 0; i < 2; i++) await emulator.CallAsync(path, RunningEmulator.StartRequest("import/"));

        using HttpResponseMessage refused = await emulator.PostAsync(path, RunningEmulator.StartRequest("import/"));
        refused.Should().BeError(HttpStatusCode.TooManyRequests, "ThrottlingException");
        time.Advance(TimeSpan.FromSeconds(1));
        await emulator.CallAsync(path, RunningEmulator.StartRequest("import/"));
    }
}
