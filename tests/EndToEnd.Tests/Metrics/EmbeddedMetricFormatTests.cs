using System.Text.Json;
using StoreScp.EndToEnd.Tests.Import;
using StoreScp.Storage;

namespace StoreScp.EndToEnd.Tests.Metrics;

/// <summary>What the running server tells CloudWatch.</summary>
public sealed class EmbeddedMetricFormatTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task A_server_that_has_received_and_imported_an_image_writes_every_metric_of_the_list_before_it_ends()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ImportingServer.StartOnAsync(folder["data"], "--Metrics:EmbeddedMetricFormat=true", "--Metrics:Interval=1h");
        await Study.SendAsync(server, Study.New(1));
        await using (var ledger = new ImportLedger(server.Folder))
            await ledger.WaitForBatchAsync(batch => batch.State == BatchState.Completed, Limit);

        (await server.StopAsync()).Should().Be(0, server.Log);

        var documents = server.Lines.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var names = documents.SelectMany(document => document.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Metrics").EnumerateArray())
            .Select(metric => metric.GetProperty("Name").GetString()!).ToHashSet();
        names.Should().BeEquivalentTo(Listed().Where(name => !name.StartsWith("Plugin")), "without handlers there is nothing to say of plugins");
        documents.Should().Contain(document => HasValue(document, "Instances", 1)).And.Contain(document => HasValue(document, "Associations", 1))
            .And.Contain(document => HasValue(document, "Deliveries", 1) && document.GetRawText().Contains("\"State\":\"Imported\""));
        documents.Single(document => document.GetRawText().Contains("\"TimeToImported\":{")).GetProperty("TimeToImported").GetProperty("Count").GetInt32().Should().Be(1);
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
