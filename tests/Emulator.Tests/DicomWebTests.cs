using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

public sealed class DicomWebTests
{
    [Fact]
    public async Task What_STOW_stores_QIDO_finds_and_WADO_returns()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        var synthetic = new Synthetic();
        SyntheticInstance[] instances = [synthetic.MR(), synthetic.MR()];
        using HttpResponseMessage stored = await StoreAsync(emulator, $"/datastore/{emulator.DatastoreId}/studies", [.. instances.Select(instance => instance.FileToArray())]);
        stored.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonNode answer = await JsonOf(stored);
        answer["00081199"]!["Value"]!.AsArray().Select(item => (string)item!["00081155"]!["Value"]![0]!).Should().Equal(instances.Select(instance => instance.SOPInstanceUID));

        string studies = $"/datastore/{emulator.DatastoreId}/studies";
        JsonNode study = (await emulator.GetAsync($"{studies}?PatientName=nobody*&StudyDate=20240101-20241231")).AsArray().Single()!;
        ((string)study["0020000D"]!["Value"]![0]!).Should().Be(synthetic.StudyInstanceUID);
        ((int)study["00201208"]!["Value"]![0]!).Should().Be(2);
        ((string)study["00100010"]!["Value"]![0]!["Alphabetic"]!).Should().Be("NOBODY^SYNTHETIC");
        string series = $"{studies}/{synthetic.StudyInstanceUID}/series";
        ((string)(await emulator.GetAsync(series)).AsArray().Single()!["0020000E"]!["Value"]![0]!).Should().Be(synthetic.SeriesInstanceUID);
        (await emulator.GetAsync($"{studies}/{synthetic.StudyInstanceUID}/instances?limit=1&offset=1")).AsArray().Should().HaveCount(1);
        (await emulator.GetAsync($"/datastore/{emulator.DatastoreId}/instances?00080018={instances[1].SOPInstanceUID}")).AsArray().Should().HaveCount(1);
        (await emulator.GetAsync($"{studies}?PatientID=nobody")).AsArray().Should().BeEmpty();

        string instance = $"{series}/{synthetic.SeriesInstanceUID}/instances/{instances[0].SOPInstanceUID}";
        (await emulator.Client.GetByteArrayAsync(instance)).Should().Equal(instances[0].FileToArray());
        JsonNode metadata = (await emulator.GetAsync($"{instance}/metadata")).AsArray().Single()!;
        ((int)metadata["00280010"]!["Value"]![0]!).Should().Be(256);
        metadata["7FE00010"].Should().BeNull();
        (await emulator.GetAsync($"{series}/{synthetic.SeriesInstanceUID}/metadata")).AsArray().Should().HaveCount(2);
        byte[] frames = await emulator.Client.GetByteArrayAsync($"{instance}/frames/1");
        frames.AsSpan().IndexOf(instances[0].DataSetToArray().AsSpan()[^(256 * 256 * 2)..]).Should().BePositive("the part holds the frame");
    }

    [Fact]
    public async Task Instances_that_cannot_be_stored_are_named_with_a_reason()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        using HttpResponseMessage stored = await StoreAsync(
            emulator, $"/datastore/{emulator.DatastoreId}/studies/2.25.10", [InstanceFiles.Instance(), InstanceFiles.Instance("2.25.4", study: "2.25.11"), [1, 2, 3]]);

        stored.StatusCode.Should().Be(HttpStatusCode.Conflict);
        JsonNode answer = await JsonOf(stored);
        answer["00081199"]!["Value"]!.AsArray().Should().HaveCount(1);
        answer["00081198"]!["Value"]!.AsArray().Select(item => (int)item!["00081197"]!["Value"]![0]!).Should().Equal(0xA900, 0xC000);
        Directory.EnumerateFiles(Path.Combine(emulator.Options.Folder, "incoming")).Should().BeEmpty();
        Directory.EnumerateFiles(Path.Combine(emulator.Options.Folder, "instances"), "*", SearchOption.AllDirectories).Should().HaveCount(1);
    }

    [Fact]
    public async Task One_instance_may_be_the_whole_body()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        using var content = new ByteArrayContent(InstanceFiles.Instance());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
        using HttpResponseMessage stored = await emulator.Client.PostAsync($"/datastore/{emulator.DatastoreId}/studies", content);
        stored.StatusCode.Should().Be(HttpStatusCode.OK);
        emulator.Events().Select(line => (string)line["detail-type"]!).Should().Equal("Image Set Created");
    }

    [Theory]
    [InlineData("application/dicom; transfer-syntax=*", HttpStatusCode.OK)]
    [InlineData("application/dicom; transfer-syntax=1.2.840.10008.1.2.1", HttpStatusCode.OK)]
    [InlineData("application/dicom; transfer-syntax=1.2.840.10008.1.2.4.50", HttpStatusCode.NotAcceptable)]
    public async Task An_instance_comes_as_it_is_stored_or_not(string accept, HttpStatusCode expected)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        await emulator.ImportOneAsync("a/", InstanceFiles.Instance());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/datastore/{emulator.DatastoreId}/studies/2.25.10/series/2.25.20/instances/2.25.3");
        request.Headers.Add("Accept", accept);
        using HttpResponseMessage response = await emulator.Client.SendAsync(request);
        response.StatusCode.Should().Be(expected);
    }

    private static async Task<HttpResponseMessage> StoreAsync(RunningEmulator emulator, string path, byte[][] files)
    {
        using var content = new MultipartContent("related");
        foreach (byte[] file in files)
        {
            var part = new ByteArrayContent(file);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
            content.Add(part);
        }
        return await emulator.Client.PostAsync(path, content);
    }

    private static async Task<JsonNode> JsonOf(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
}
