using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace StoreScp.Emulator.Tests;

/// <summary>An emulator on a port of its own, with a temporary folder and one bucket, "local". Restart() begins anew on the same folder.</summary>
internal sealed class RunningEmulator : IAsyncDisposable
{
    public const string Role = "arn:aws:iam::123456789012:role/import";

    private readonly TimeProvider _time;
    private EmulatorServer _server;

    private RunningEmulator(EmulatorServer server, TimeProvider time)
    {
        _server = server;
        _time = time;
        Client = new HttpClient { BaseAddress = server.Url };
    }

    public HttpClient Client { get; private set; }

    public EmulatorOptions Options => _server.Options;

    public EmulatorFaults Faults => Options.Faults;

    public string DatastoreId => Options.DatastoreId;

    public string Bucket => Options.Buckets["local"];

    public Uri Url => _server.Url;

    public static async Task<RunningEmulator> StartAsync(Func<EmulatorOptions, EmulatorOptions>? change = null, TimeProvider? time = null)
    {
        string root = Directory.CreateTempSubdirectory("storescp-emulator-").FullName;
        var options = new EmulatorOptions
        {
            Folder = Path.Combine(root, "emulator"),
            Buckets = new Dictionary<string, string> { ["local"] = Path.Combine(root, "objects") },
            Throttles = EmulatorThrottles.None,
        };
        Directory.CreateDirectory(options.Buckets["local"]);
        options = change?.Invoke(options) ?? options;
        return new(await EmulatorServer.StartAsync(options, time ?? TimeProvider.System, NullLoggerFactory.Instance, default), time ?? TimeProvider.System);
    }

    public async Task RestartAsync()
    {
        await _server.DisposeAsync();
        Client.Dispose();
        _server = await EmulatorServer.StartAsync(Options, _time, NullLoggerFactory.Instance, default);
        Client = new HttpClient { BaseAddress = _server.Url };
    }

    public string PutObject(string key, byte[] content)
    {
        string path = Path.Combine(Bucket, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return key;
    }

    public string PutInstance(string prefix, SyntheticInstance instance) => PutObject($"{prefix}{instance.SOPInstanceUID}.dcm", instance.FileToArray());

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode? body = null) => Client.PostAsync(
        path, new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, "application/json"));

    public async Task<JsonNode> CallAsync(string path, JsonNode? body = null)
    {
        using HttpResponseMessage response = await PostAsync(path, body);
        string text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.Should().BeTrue(text);
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetAsync(string path) => (await Client.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>A request that is right in everything; members that are given replace those of it.</summary>
    public static JsonObject StartRequest(string prefix, params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var request = new JsonObject
        {
            ["jobName"] = "batch-1",
            ["clientToken"] = Guid.NewGuid().ToString("N"),
            ["dataAccessRoleArn"] = Role,
            ["inputS3Uri"] = $"s3://local/{prefix}",
            ["outputS3Uri"] = "s3://local/output/",
        };
        foreach ((string name, string? value) in changes) request[name] = value;
        return request;
    }

    public Task<JsonNode> StartJobAsync(JsonObject request) => CallAsync($"/startDICOMImportJob/datastore/{DatastoreId}", request);

    public async Task<string> StartJobAsync(string prefix) => (string)(await StartJobAsync(StartRequest(prefix)))["jobId"]!;

    public async Task<JsonNode> JobAsync(string jobId) => (await GetAsync($"/getDICOMImportJob/datastore/{DatastoreId}/job/{jobId}"))["jobProperties"]!;

    /// <summary>Completes when the emulator has nothing left to do for the job.</summary>
    public Task EndOfJobAsync(string jobId) => _server.EndOfJobAsync(jobId);

    /// <summary>Imports what is below a prefix; returns the job as it ended.</summary>
    public async Task<JsonNode> ImportAsync(string prefix)
    {
        string jobId = await StartJobAsync(prefix);
        await EndOfJobAsync(jobId);
        return await JobAsync(jobId);
    }

    public string OutputPath(string jobId, string name) => Path.Combine(Bucket, "output", $"{DatastoreId}-DicomImport-{jobId}", name);

    public JsonNode Manifest(string jobId) => JsonNode.Parse(File.ReadAllText(OutputPath(jobId, "job-output-manifest.json")))!["jobSummary"]!;

    public JsonNode[] Lines(string jobId, string name) => [.. File.ReadAllLines(OutputPath(jobId, name)).Select(line => JsonNode.Parse(line)!)];

    public JsonNode[] Successes(string jobId) => Lines(jobId, "SUCCESS/success.ndjson");

    public JsonNode[] Failures(string jobId) => Lines(jobId, "FAILURE/failure.ndjson");

    public JsonNode[] Warnings(string jobId) => Lines(jobId, "WARNING/warning.ndjson");

    public JsonNode[] Events() => [.. File.ReadAllLines(Path.Combine(Options.Folder, "events.ndjson")).Select(line => JsonNode.Parse(line)!)];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(Options.Folder)!, recursive: true);
    }
}
