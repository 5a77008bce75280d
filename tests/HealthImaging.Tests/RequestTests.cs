using System.Text.Json.Nodes;

namespace StoreScp.HealthImaging.Tests;

/// <summary>What we send, beside what botocore sends for the same call.</summary>
public sealed class RequestTests
{
    /// <summary>The calls of OPERATIONS in Vectors/make_vectors.py.</summary>
    private static readonly Dictionary<string, Func<HealthImagingClient, Task>> Calls = new()
    {
        ["StartDICOMImportJob"] = client => client.StartDICOMImportJobAsync(Example.StartRequest, default),
        ["GetDICOMImportJob"] = client => client.GetDICOMImportJobAsync(Example.DatastoreId, Example.JobId, default),
        ["ListDICOMImportJobs"] = client => ReadAsync(client.ListDICOMImportJobsAsync(Example.DatastoreId, JobStatus.InProgress, default)),
        ["CreateDatastore"] = client => client.CreateDatastoreAsync(new() { DatastoreName = "radiology", ClientToken = "make-1" }, default),
        ["GetDatastore"] = client => client.GetDatastoreAsync(Example.DatastoreId, default),
        ["ListDatastores"] = client => ReadAsync(client.ListDatastoresAsync(DatastoreStatus.Active, default)),
        ["SearchImageSets"] = client => ReadAsync(client.SearchImageSetsAsync(Example.DatastoreId, new()
        {
            Filters =
            [
                SearchFilter.Equal(new() { DICOMStudyInstanceUID = "1.2.3" }),
                SearchFilter.Between(
                    new() { UpdatedAt = DateTimeOffset.FromUnixTimeSeconds(1680042257) }, new() { UpdatedAt = DateTimeOffset.FromUnixTimeSeconds(1680042258) }),
            ],
            Sort = new() { SortOrder = "ASC", SortField = "createdAt" },
        }, default)),
        ["GetImageSet"] = client => client.GetImageSetAsync(Example.DatastoreId, Example.ImageSetId, "3", default),
        ["GetImageSetMetadata"] = client => client.GetImageSetMetadataAsync(Example.DatastoreId, Example.ImageSetId, null, default),
        ["GetImageFrame"] = client => client.GetImageFrameAsync(Example.DatastoreId, Example.ImageSetId, Example.ImageFrameId, default),
        ["ListImageSetVersions"] = client => ReadAsync(client.ListImageSetVersionsAsync(Example.DatastoreId, Example.ImageSetId, default)),
        ["DeleteImageSet"] = client => client.DeleteImageSetAsync(Example.DatastoreId, Example.ImageSetId, default),
    };

    public static TheoryData<string> Operations() => [.. Vectors.Requests.Select(vector => vector.Operation)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_request_is_the_one_that_botocore_sends(string operation)
    {
        var sent = await SentAsync(operation, new() { Region = Example.Region });
        var vector = Vectors.Requests.Single(vector => vector.Operation == operation);
        sent.Method.Should().Be(vector.Method);
        sent.Address.Scheme.Should().Be("https");
        sent.Address.Host.Should().Be(vector.Host);
        sent.Address.AbsolutePath.Should().Be(vector.Path);
        sent.Address.Query.TrimStart('?').Should().Be(vector.Query);
        sent.ContentType.Should().Be(vector.Body is null ? null : "application/json");
        JsonNode.DeepEquals(sent.Body == "" ? null : JsonNode.Parse(sent.Body), vector.Body).Should().BeTrue($"we sent {sent.Body}");
        sent.Headers["Authorization"].Should().Contain("/eu-west-1/medical-imaging/aws4_request");
    }

    [Fact]
    public void Every_operation_of_the_client_is_compared() => Calls.Keys.Should().BeEquivalentTo(Vectors.Requests.Select(vector => vector.Operation));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_endpoint_of_our_own_serves_every_operation_without_a_host_prefix(string operation)
    {
        var sent = await SentAsync(operation, new() { Region = Example.Region, Endpoint = new("http://127.0.0.1:9100/ahi/") });
        sent.Address.GetLeftPart(UriPartial.Authority).Should().Be("http://127.0.0.1:9100");
        sent.Address.AbsolutePath.Should().Be("/ahi" + Vectors.Requests.Single(vector => vector.Operation == operation).Path);
    }

    [Fact]
    public async Task The_committed_vectors_are_those_that_an_installed_botocore_makes()
    {
        var folder = Directory.CreateTempSubdirectory("vectors");
        try
        {
            await Botocore.RunAsync(folder.FullName);
            foreach (var file in folder.GetFiles())
                (await File.ReadAllTextAsync(file.FullName)).Should().Be(Vectors.Text(file.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<SentRequest> SentAsync(string operation, HealthImagingOptions options)
    {
        using var service = new FakeService().Answer("{}", System.Net.HttpStatusCode.InternalServerError);
        var calling = () => Calls[operation](Example.Client(service, options));
        await calling.Should().ThrowAsync<InternalServerException>();
        return service.Requests.Single();
    }

    private static async Task ReadAsync<TItem>(IAsyncEnumerable<TItem> items)
    {
        await foreach (var _ in items)
        {
        }
    }
}
