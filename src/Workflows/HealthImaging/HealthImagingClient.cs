using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using StoreScp.AwsCalls;

namespace StoreScp.HealthImaging;

/// <summary>Calls AWS HealthImaging, or what answers like it at another endpoint (API version 2023-07-19, AWS restJson1 protocol).</summary>
/// <remarks>The <see cref="HttpClient"/> stays the caller's; its own time-out, when shorter than those of the options, comes first.</remarks>
public sealed partial class HealthImagingClient : IHealthImaging
{
    private const string SigningName = "medical-imaging";

    private readonly HealthImagingOptions _options;
    private readonly RestJsonCaller _caller;

    /// <exception cref="ArgumentException">The options cannot work.</exception>
    public HealthImagingClient(HttpClient http, HealthImagingOptions options, AWSCredentials credentials, TimeProvider time)
    {
        options.Validate();
        _options = options;
        _caller = new RestJsonCaller(http, options, new SigV4Signer(credentials, options.Region, SigningName, time), time);
    }

    public Task<StartedImportJob> StartDICOMImportJobAsync(StartDICOMImportJobRequest request, CancellationToken cancellation)
    {
        request.Validate();
        var body = new StartDICOMImportJobBody(
            request.JobName, request.ClientToken, request.DataAccessRoleArn, request.InputS3Uri, request.OutputS3Uri, request.InputOwnerAccountId);
        var call = Post($"/startDICOMImportJob/datastore/{request.DatastoreId}", body, HealthImagingJson.Default.StartDICOMImportJobBody);
        return _caller.CallAsync(call with { Timeout = _options.StartTimeout }, HealthImagingJson.Default.StartedImportJob, cancellation);
    }

    public async Task<DICOMImportJobProperties> GetDICOMImportJobAsync(string datastoreId, string jobId, CancellationToken cancellation)
    {
        MemberPatterns.DatastoreId.Require(datastoreId);
        MemberPatterns.JobId.Require(jobId);
        var call = Get($"/getDICOMImportJob/datastore/{datastoreId}/job/{jobId}");
        return (await _caller.CallAsync(call, HealthImagingJson.Default.GetDICOMImportJobAnswer, cancellation)).JobProperties;
    }

    public IAsyncEnumerable<DICOMImportJobSummary> ListDICOMImportJobsAsync(string datastoreId, string? jobStatus, CancellationToken cancellation)
    {
        MemberPatterns.DatastoreId.Require(datastoreId);
        MemberPatterns.Status.RequireIfPresent(jobStatus);
        return PagesAsync(
            nextToken => Get($"/listDICOMImportJobs/datastore/{datastoreId}{Query(("jobStatus", jobStatus), ("nextToken", nextToken))}"),
            HealthImagingJson.Default.ListDICOMImportJobsPage, page => (page.JobSummaries, page.NextToken), cancellation);
    }

    /// <summary>HealthImaging API CreateDatastore.</summary>
    public Task<CreatedDatastore> CreateDatastoreAsync(CreateDatastoreRequest request, CancellationToken cancellation)
    {
        request.Validate();
        return _caller.CallAsync(Post("/datastore", request, HealthImagingJson.Default.CreateDatastoreRequest), HealthImagingJson.Default.CreatedDatastore, cancellation);
    }

    public async Task<DatastoreProperties> GetDatastoreAsync(string datastoreId, CancellationToken cancellation)
    {
        MemberPatterns.DatastoreId.Require(datastoreId);
        return (await _caller.CallAsync(Get($"/datastore/{datastoreId}"), HealthImagingJson.Default.GetDatastoreAnswer, cancellation)).DatastoreProperties;
    }

    /// <summary>HealthImaging API ListDatastores, page after page as they are read.</summary>
    /// <param name="datastoreStatus">One of <see cref="DatastoreStatus"/>, or null for all.</param>
    public IAsyncEnumerable<DatastoreSummary> ListDatastoresAsync(string? datastoreStatus, CancellationToken cancellation)
    {
        MemberPatterns.Status.RequireIfPresent(datastoreStatus);
        return PagesAsync(
            nextToken => Get($"/datastore{Query(("datastoreStatus", datastoreStatus), ("nextToken", nextToken))}"),
            HealthImagingJson.Default.ListDatastoresPage, page => (page.DatastoreSummaries ?? [], page.NextToken), cancellation);
    }

    private WireCall Get(string path) => new() { Method = HttpMethod.Get, Path = path, Timeout = _options.CallTimeout };

    private WireCall Post<TBody>(string path, TBody body, JsonTypeInfo<TBody> shape) =>
        new() { Method = HttpMethod.Post, Path = path, Body = JsonSerializer.SerializeToUtf8Bytes(body, shape), Timeout = _options.CallTimeout };

    private async IAsyncEnumerable<TItem> PagesAsync<TPage, TItem>(
        Func<string?, WireCall> callFor, JsonTypeInfo<TPage> shape, Func<TPage, (IReadOnlyList<TItem> Items, string? NextToken)> read,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? nextToken = null;
        do
        {
            var (items, following) = read(await _caller.CallAsync(callFor(nextToken), shape, cancellation));
            foreach (var item in items)
                yield return item;
            // Or the list would never end.
            if (following is not null && following == nextToken)
                throw NoAnswer.Unreadable("a page names itself as the next one");
            nextToken = following;
        }
        while (nextToken is not null);
    }

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var query = "";
        foreach (var (name, value) in members)
            if (value is not null)
                query += $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        return query;
    }
}
