using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>The HealthImaging API of the emulator that a server names in its banner, over plain HTTP.</summary>
internal sealed partial class EmulatorPeer : IDisposable
{
    private const string DatastoreId = "00000000000000000000000000000001";

    private readonly HttpClient _http;

    public EmulatorPeer(ServerProcess server) => _http = new HttpClient { BaseAddress = UrlOf(server) };

    public static Uri UrlOf(ServerProcess server) => new(EmulatorLine().Match(server.Log).Groups["url"].Value);

    /// <summary>HealthImaging API GetImageSetMetadata: the JSON document.</summary>
    public async Task<string> GetImageSetMetadataAsync(string imageSetId)
    {
        using var answer = await _http.PostAsJsonAsync($"datastore/{DatastoreId}/imageSet/{imageSetId}/getImageSetMetadata", new { });
        answer.EnsureSuccessStatusCode();
        await using var document = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(document, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    /// <summary>HealthImaging API ListDICOMImportJobs, every page.</summary>
    public async Task<List<(string JobName, string JobStatus)>> ListDICOMImportJobsAsync()
    {
        List<(string, string)> jobs = [];
        for (string? next = ""; next is not null;)
        {
            var page = (await _http.GetFromJsonAsync<JsonObject>($"listDICOMImportJobs/datastore/{DatastoreId}?maxResults=50{next}"))!;
            jobs.AddRange(page["jobSummaries"]!.AsArray().Select(job => ((string)job!["jobName"]!, (string)job["jobStatus"]!)));
            next = page["nextToken"] is { } token ? $"&nextToken={Uri.EscapeDataString((string)token!)}" : null;
        }
        return jobs;
    }

    /// <summary>Sets fault switches (POST /_emulator/faults).</summary>
    public async Task SetFaultsAsync(object faults)
    {
        using var answer = await _http.PostAsJsonAsync("_emulator/faults", faults);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex(@"HealthImaging emulator at (?<url>http://\S+)")]
    private static partial Regex EmulatorLine();
}
