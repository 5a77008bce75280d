using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using StoreScp.Cloud.Resources;
using StoreScp.Emulator;
using StoreScp.Testing;

namespace StoreScp.Cloud.Tests;

/// <summary>The HealthImaging emulator at S3 as it is at folders.</summary>
public sealed class HealthImagingTests(CloudFixture fixture) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly StandInCaller _caller = new(fixture.Cloud.Endpoint);

    public void Dispose() => _caller.Dispose();

    [Fact]
    public async Task A_job_imports_the_objects_of_a_bucket_and_writes_its_results_into_another()
    {
        var instance = new Synthetic().MR();
        var prefix = $"import/{Guid.NewGuid():N}/";
        await PutAsync($"{prefix}good.dcm", instance.FileToArray());
        await PutAsync($"{prefix}bad.dcm", [1, 2, 3]);
        await PutAsync($"{prefix[..^1]}0/sibling.dcm", instance.FileToArray());

        var job = await ImportAsync(prefix, CloudNames.Bucket);

        ((string)job["jobStatus"]!).Should().Be("COMPLETED");
        var summary = JsonNode.Parse(await ResultAsync(job, "job-output-manifest.json"))!["jobSummary"]!;
        ((int)summary["numberOfScannedFiles"]!).Should().Be(2);
        ((string)JsonNode.Parse(await ResultAsync(job, "SUCCESS/success.ndjson"))!["inputFile"]!).Should().Be($"{prefix}good.dcm");
        ((string)JsonNode.Parse(await ResultAsync(job, "FAILURE/failure.ndjson"))!["inputFile"]!).Should().Be($"{prefix}bad.dcm");
    }

    [Theory]
    [InlineData(CloudNames.Bucket, "INPUT_PREFIX_EMPTY")]
    [InlineData("another-bucket", "INPUT_BUCKET_ACCESS_DENIED")]
    public async Task A_job_without_input_fails_and_says_why(string bucket, string reason)
    {
        var job = await ImportAsync($"import/{Guid.NewGuid():N}/", bucket);

        ((string)job["jobStatus"]!).Should().Be("FAILED");
        ((string)job["message"]!).Should().StartWith(reason);
    }

    private async Task PutAsync(string key, byte[] content) =>
        await fixture.Cloud.S3.PutObjectAsync(new PutObjectRequest { BucketName = CloudNames.Bucket, Key = key, InputStream = new MemoryStream(content) });

    private async Task<string> ResultAsync(JsonNode job, string name)
    {
        var folder = ((string)job["outputS3Uri"]!)[$"s3://{CloudNames.ResultsBucket}/".Length..];
        using var answer = await fixture.Cloud.S3.GetObjectAsync(CloudNames.ResultsBucket, $"{folder}{name}");
        using var reader = new StreamReader(answer.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    private async Task<JsonNode> ImportAsync(string prefix, string bucket)
    {
        var start = new HttpRequestMessage(HttpMethod.Post, $"/startDICOMImportJob/datastore/{EmulatorOptions.DefaultDatastoreId}")
        {
            Content = JsonContent.Create(new
            {
                clientToken = Guid.NewGuid().ToString("N"),
                dataAccessRoleArn = CloudNames.DataAccessRoleArn,
                inputS3Uri = $"s3://{bucket}/{prefix}",
                outputS3Uri = $"s3://{CloudNames.ResultsBucket}/",
            }),
        };
        var jobId = (string)JsonNode.Parse(await SendAsync(start))!["jobId"]!;
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var job = JsonNode.Parse(await SendAsync(new(HttpMethod.Get, $"/getDICOMImportJob/datastore/{EmulatorOptions.DefaultDatastoreId}/job/{jobId}")))!["jobProperties"]!;
            if ((string)job["jobStatus"]! is "COMPLETED" or "FAILED")
                return job;
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    private Task<string> SendAsync(HttpRequestMessage request) => _caller.SendAsync("medical-imaging", request, TestContext.Current.CancellationToken);
}
