using System.Text.Json;

namespace StoreScp.EndToEnd.Tests.Metrics;

/// <summary>What the running server tells CloudWatch.</summary>
public sealed class EmbeddedMetricFormatTests
{
    [Fact]
    public async Task A_server_that_has_received_an_image_writes_every_metric_of_the_list_before_it_ends()
    {
        await using var server = await ServerProcess.StartAsync("--Metrics:EmbeddedMetricFormat=true", "--Metrics:Interval=1h");
        await using (var peer = await RawPeer.AssociateAsync(server.Port))
        {
            (await peer.StoreAsync(Instance.New())).Should().Be(0);
            await peer.ReleaseAsync();
        }

        (await server.StopAsync()).Should().Be(0, server.Log);

        var documents = server.Lines.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var names = documents.SelectMany(document => document.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Metrics").EnumerateArray())
            .Select(metric => metric.GetProperty("Name").GetString()!).ToHashSet();
        names.Should().BeEquivalentTo(Listed().Where(name => !name.StartsWith("Plugin")), "without handlers there is nothing to say of plugins");
        documents.Should().Contain(document => HasValue(document, "Instances", 1)).And.Contain(document => HasValue(document, "Associations", 1));
    }

    /// <summary>The names in docs/operations.md; a test of the server holds them and the code together.</summary>
    private static IEnumerable<string> Listed()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "StoreScp.sln")))
            folder = folder.Parent;
        return File.ReadLines(Path.Combine(folder.FullName, "docs", "operations.md"))
            .SkipWhile(line => !line.StartsWith("| metric |")).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('`')[1]);
    }

    private static bool HasValue(JsonElement document, string name, long value) =>
        document.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.GetInt64() == value;
}
