using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace StoreScp.Interop.Tests;

/// <summary>Orthanc as a sender: a process with its own configuration, storage, HTTP port and, when it is called back, DICOM port.</summary>
public sealed class OrthancProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReportLimit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private OrthancProcess(string program, int scpPort, int? dicomPort)
    {
        var port = Ports.Free();
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        File.WriteAllText(_folder["orthanc.json"], JsonSerializer.Serialize(new
        {
            Name = "StoreScpInterop",
            StorageDirectory = _folder["storage"],
            IndexDirectory = _folder["storage"],
            HttpPort = port,
            HttpBindAddresses = new[] { "127.0.0.1" },
            RemoteAccessAllowed = false,
            AuthenticationEnabled = false,
            DicomServerEnabled = dicomPort is not null,
            DicomPort = dicomPort ?? 4242,
            DicomAet = "ORTHANC",
            DicomModalities = new Dictionary<string, object[]> { ["storescp"] = ["STORESCP", "127.0.0.1", scpPort] },
            Plugins = Array.Empty<string>(),
        }));
        _process = Process.Start(new ProcessStartInfo(program, [_folder["orthanc.json"]]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, line) => Noticed(line.Data);
        _process.OutputDataReceived += (_, line) => Noticed(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public HttpClient Http { get; }

    private TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<OrthancProcess> StartAsync(int scpPort, int? dicomPort = null)
    {
        var orthanc = new OrthancProcess(Tool.Find("Orthanc", "apt-get install orthanc"), scpPort, dicomPort);
        await Task.WhenAny(orthanc.Started.Task, orthanc._process.WaitForExitAsync()).WaitAsync(StartLimit);
        orthanc._process.HasExited.Should().BeFalse("Orthanc starts");
        return orthanc;
    }

    /// <summary>Its identifier of the instance.</summary>
    public async Task<string> UploadAsync(string path)
    {
        var answer = await Http.PostAsync("/instances", new ByteArrayContent(await File.ReadAllBytesAsync(path)));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ID").GetString()!;
    }

    public async Task<JsonElement> StoreAsync(IEnumerable<string> identifiers)
    {
        var answer = await Http.PostAsJsonAsync("/modalities/storescp/store", new { Resources = identifiers, Synchronous = true }, JsonSerializerOptions.Default);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Asks for the storage commitment of what it holds; gives where the answer will be.</summary>
    public async Task<string> RequestCommitmentAsync(IEnumerable<string> identifiers)
    {
        var answer = await Http.PostAsJsonAsync("/modalities/storescp/storage-commitment", new { Resources = identifiers }, JsonSerializerOptions.Default);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Path").GetString()!;
    }

    /// <summary>The report on a storage commitment, once it has come.</summary>
    public async Task<JsonElement> CommitmentReportAsync(string path)
    {
        using var patience = new CancellationTokenSource(ReportLimit);
        while (true)
        {
            var report = await Http.GetFromJsonAsync<JsonElement>(path, patience.Token);
            if (report.GetProperty("Status").GetString() != "Pending")
                return report;
            await Task.Delay(50, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Http.Dispose();
        _folder.Dispose();
    }

    private void Noticed(string? line)
    {
        if (line?.Contains("Orthanc has started", StringComparison.Ordinal) == true)
            Started.TrySetResult();
    }
}
