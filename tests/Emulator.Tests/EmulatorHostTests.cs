using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace StoreScp.Emulator.Tests;

public sealed class EmulatorHostTests : IDisposable
{
    private readonly SteppingTime _time = new();
    private readonly string _root = Directory.CreateTempSubdirectory("storescp-emulator-").FullName;

    [Fact]
    public async Task Of_two_hosts_on_one_folder_one_hosts_and_the_other_takes_over()
    {
        using var firstEnds = new CancellationTokenSource();
        using var secondEnds = new CancellationTokenSource();
        EmulatorHost first = NewHost();
        EmulatorHost second = NewHost();
        Task firstRun = first.RunAsync(firstEnds.Token);
        await first.WaitAsync(default).WaitAsync(TimeSpan.FromSeconds(30));
        Task secondRun = second.RunAsync(secondEnds.Token);
        await second.WaitAsync(default).WaitAsync(TimeSpan.FromSeconds(30));
        first.IsHost.Should().BeTrue();
        second.IsHost.Should().BeFalse();
        second.CurrentUrl.Should().Be(first.CurrentUrl);
        string datastore = await CreateDatastoreAsync(second.CurrentUrl);

        await firstEnds.CancelAsync();
        await firstRun;
        await _time.StepUntilAsync(HostsAsync(second));
        second.CurrentUrl.Should().NotBe(first.CurrentUrl);
        using var client = new HttpClient { BaseAddress = second.CurrentUrl };
        JsonNode stores = (await client.GetFromJsonAsync<JsonNode>("/datastore"))!;
        stores["datastoreSummaries"]!.AsArray().Select(store => (string)store!["datastoreId"]!).Should().Contain(datastore);
        await secondEnds.CancelAsync();
        await secondRun;
    }

    [Fact]
    public void Before_anybody_hosts_there_is_no_URL()
    {
        Func<Uri> url = () => NewHost().CurrentUrl;
        url.Should().Throw<InvalidOperationException>();
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task HostsAsync(EmulatorHost host)
    {
        while (!host.IsHost) await Task.Yield();
    }

    private static async Task<string> CreateDatastoreAsync(Uri url)
    {
        using var client = new HttpClient { BaseAddress = url };
        using HttpResponseMessage response = await client.PostAsJsonAsync("/datastore", new { clientToken = "a", datastoreName = "second" });
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["datastoreId"]!;
    }

    private EmulatorHost NewHost() => new(
        new EmulatorOptions { Folder = Path.Combine(_root, "emulator"), Buckets = new Dictionary<string, string>() },
        _time, NullLoggerFactory.Instance);
}
