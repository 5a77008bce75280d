using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

public sealed class EventTests
{
    [Fact]
    public async Task A_job_and_its_image_sets_emit_the_events_of_EventBridge()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        string imageSetId = (string)(await emulator.ImportOneAsync("a/", InstanceFiles.Instance()))["imageSetId"]!;

        JsonNode[] events = emulator.Events();
        events.Select(line => (string)line["detail-type"]!).Should().Equal("Import Job Submitted", "Import Job In Progress", "Image Set Created", "Import Job Completed");
        JsonNode created = events[2];
        ((string)created["source"]!).Should().Be("aws.medical-imaging");
        ((string)created["resources"]![0]!).Should().Be($"arn:aws:medical-imaging:us-east-1:123456789012:datastore/{emulator.DatastoreId}/imageset/{imageSetId}");
        ((string)created["detail"]!["imagesetId"]!).Should().Be(imageSetId);
        ((string)created["detail"]!["imageSetVersion"]!).Should().Be("1");
        ((string)events[3]["detail"]!["jobName"]!).Should().Be("batch-1");
        ((string)events[3]["detail"]!["imagingVersion"]!).Should().Be("1.0");
    }

    [Fact]
    public async Task The_file_of_events_is_bounded()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(options => options with { MaximumEventFileBytes = 100 });
        await emulator.ImportAsync("none/");
        emulator.Events().Should().HaveCount(1);
        File.Exists(Path.Combine(emulator.Options.Folder, "events.1.ndjson")).Should().BeTrue();
    }
}
