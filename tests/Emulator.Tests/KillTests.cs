using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

/// <summary>Two processes on one folder, of which the host is killed (SIGKILL) again and again while jobs run.</summary>
public sealed class KillTests : IDisposable
{
    private const int Jobs = 8;
    private const int FilesPerJob = 25;
    private const int Kills = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string _root = Directory.CreateTempSubdirectory("storescp-emulator-").FullName;
    private readonly List<Process> _processes = [];
    private readonly long _start = TimeProvider.System.GetTimestamp();

    [Fact]
    public async Task Every_job_ends_once_although_its_host_is_killed_at_any_moment()
    {
        string[] prefixes = [.. Enumerable.Range(0, Jobs).Select(PutJob)];
        await StartProcessAsync();
        await StartProcessAsync();
        var random = new Random(20_261);
        var jobs = new Dictionary<string, string>();
        var requests = prefixes.ToDictionary(prefix => prefix, prefix => RunningEmulator.StartRequest(prefix));
        for (int kill = 0; kill < Kills; kill++)
        {
            foreach (string prefix in prefixes.Take((kill + 1) * 2)) jobs[prefix] = await StartJobAsync(requests[prefix]);
            await Task.Delay(random.Next(400));
            await KillHostAsync();
            await StartProcessAsync();
        }
        foreach (string prefix in prefixes) (await StartJobAsync(requests[prefix])).Should().Be(jobs[prefix], "the token was remembered");

        var versions = new List<int>();
        foreach ((string prefix, string jobId) in jobs)
        {
            await WaitForAsync(async client => (string)(await GetJobAsync(client, jobId))["jobStatus"]! == "COMPLETED");
            string output = Path.Combine(_root, "objects", "output", $"{EmulatorOptions.DefaultDatastoreId}-DicomImport-{jobId}");
            JsonNode[] lines = [.. File.ReadAllLines(Path.Combine(output, "SUCCESS", "success.ndjson")).Select(line => JsonNode.Parse(line)!)];
            lines.Select(line => (string)line["inputFile"]!).Should().OnlyHaveUniqueItems().And.HaveCount(FilesPerJob).And.OnlyContain(key => key.StartsWith(prefix));
            versions.Add(lines.Select(line => (int)line["importResponse"]!["imageSetVersion"]!).Distinct().Should().ContainSingle().Which);
            Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Should().HaveCount(4);
        }
        versions.Order().Should().Equal(Enumerable.Range(1, Jobs), "each job made one version of the image set");
    }

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        Directory.Delete(_root, recursive: true);
    }

    private string PutJob(int job)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, "objects", "import", $"b{job}")).FullName;
        for (int file = 0; file < FilesPerJob; file++) File.WriteAllBytes(Path.Combine(folder, $"{file}.dcm"), InstanceFiles.Instance($"2.25.{job}.{file}"));
        return $"import/b{job}/";
    }

    private async Task StartProcessAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "StoreScp.EmulatorProcess"), [Path.Combine(_root, "emulator"), Path.Combine(_root, "objects")])
        {
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        _processes.Add(process);
        (await process.StandardOutput.ReadLineAsync().WaitAsync(Limit)).Should().StartWith("ready");
    }

    /// <summary>Of the two that live the older one is the host; returns when the other has taken over.</summary>
    private async Task KillHostAsync()
    {
        Process host = _processes.First(process => !process.HasExited);
        host.Kill();
        await host.WaitForExitAsync();
        await WaitForAsync(async client => (await client.GetAsync("/datastore")).IsSuccessStatusCode);
    }

    private async Task<string> StartJobAsync(JsonObject request)
    {
        string jobId = "";
        await WaitForAsync(async client =>
        {
            using HttpResponseMessage response = await client.PostAsJsonAsync($"/startDICOMImportJob/datastore/{EmulatorOptions.DefaultDatastoreId}", request);
            jobId = (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["jobId"]!;
            return true;
        });
        return jobId;
    }

    private static async Task<JsonNode> GetJobAsync(HttpClient client, string jobId) =>
        (await client.GetFromJsonAsync<JsonNode>($"/getDICOMImportJob/datastore/{EmulatorOptions.DefaultDatastoreId}/job/{jobId}"))!["jobProperties"]!;

    /// <summary>Asks whoever hosts now, until the answer is yes.</summary>
    private async Task WaitForAsync(Func<HttpClient, Task<bool>> isTrue)
    {
        while (true)
        {
            TimeProvider.System.GetElapsedTime(_start).Should().BeLessThan(Limit, "the jobs are waited for");
            try
            {
                using var client = new HttpClient { BaseAddress = new Uri(await File.ReadAllTextAsync(Path.Combine(_root, "emulator", "emulator.url"))) };
                if (await isTrue(client)) return;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // Between two hosts nobody answers.
            }
            await Task.Delay(20);
        }
    }
}
