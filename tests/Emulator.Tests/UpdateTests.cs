using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

/// <summary>Mending an image set that is not primary (UpdateImageSetMetadata), and moving it to where it belongs (CopyImageSet).</summary>
public sealed class UpdateTests
{
    [Fact]
    public async Task A_conflicting_image_set_is_mended_and_copied_into_the_primary_one()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        string primary = (string)(await emulator.ImportOneAsync("a/", InstanceFiles.Instance("2.25.1")))["imageSetId"]!;
        string other = (string)(await emulator.ImportOneAsync("b/", InstanceFiles.Instance("2.25.2", "WRONG")))["imageSetId"]!;
        JsonObject copy = Copy("2", primary, "1");
        using (HttpResponseMessage early = await emulator.PostAsync($"{emulator.ImageSetPath(other)}/copyImageSet", Copy("1", primary, "1")))
            early.Should().BeError(HttpStatusCode.BadRequest, "ValidationException");

        await UpdateAsync(emulator, other, 1, "updatableAttributes", """{"Patient":{"DICOM":{"00100020":"SYN0001"}},"Study":7}""");
        ((string)(await emulator.MetadataAsync(other))["Patient"]!["DICOM"]!["PatientID"]!).Should().Be("SYN0001");
        ((string)(await emulator.MetadataAsync(other, version: 1))["Patient"]!["DICOM"]!["PatientID"]!).Should().Be("WRONG");
        await emulator.CallAsync($"{emulator.ImageSetPath(other)}/copyImageSet", copy);

        JsonNode instances = (await emulator.MetadataAsync(primary))["Study"]!["Series"]!["2.25.20"]!["Instances"]!;
        instances.AsObject().Select(instance => instance.Key).Should().Equal("2.25.1", "2.25.2");
    }

    [Fact]
    public async Task Elements_and_instances_are_removed()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutObject("a/1.dcm", InstanceFiles.Instance("2.25.1"));
        emulator.PutObject("a/2.dcm", InstanceFiles.Instance("2.25.2"));
        JsonNode job = await emulator.ImportAsync("a/");
        string imageSetId = (string)emulator.Successes((string)job["jobId"]!)[0]["importResponse"]!["imageSetId"]!;

        await UpdateAsync(emulator, imageSetId, 1, "removableAttributes", """{"Study":{"Series":{"2.25.20":{"Instances":{"2.25.1":{},"2.25.2":{"DICOM":{"MediaStorageSOPInstanceUID":null}}}}}}}""");

        JsonObject instances = (await emulator.MetadataAsync(imageSetId))["Study"]!["Series"]!["2.25.20"]!["Instances"]!.AsObject();
        instances.Select(instance => instance.Key).Should().Equal("2.25.2");
        instances["2.25.2"]!["DICOM"]!["MediaStorageSOPInstanceUID"].Should().BeNull();
    }

    [Theory]
    [InlineData("""{"Patient":{"DICOM":{"NoSuchKeyword":"X"}}}""", "")]
    [InlineData("""{"Study":{"DICOM":{"StudyInstanceUID":"2.25.99"}}}""", "")]
    [InlineData("[]", "")]
    [InlineData("""{"Patient":{"DICOM":{"PatientID":"X"}}}""", "&force=perhaps")]
    public async Task An_update_that_is_none_is_refused(string attributes, string query)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        await emulator.ImportOneAsync("a/", InstanceFiles.Instance("2.25.1"));
        string other = (string)(await emulator.ImportOneAsync("b/", InstanceFiles.Instance("2.25.2", "WRONG")))["imageSetId"]!;
        using HttpResponseMessage response = await emulator.PostAsync(
            $"{emulator.ImageSetPath(other)}/updateImageSetMetadata?latestVersion=1{query}", Update("updatableAttributes", attributes));
        response.Should().BeError(HttpStatusCode.BadRequest, "ValidationException");
    }

    private static Task<JsonNode> UpdateAsync(RunningEmulator emulator, string imageSetId, int version, string member, string attributes) =>
        emulator.CallAsync($"{emulator.ImageSetPath(imageSetId)}/updateImageSetMetadata?latestVersion={version}", Update(member, attributes));

    private static JsonObject Update(string member, string attributes) => new()
    {
        ["DICOMUpdates"] = new JsonObject { [member] = Convert.ToBase64String(Encoding.UTF8.GetBytes(attributes)) },
    };

    private static JsonObject Copy(string sourceVersion, string destination, string destinationVersion) => new()
    {
        ["sourceImageSet"] = new JsonObject { ["latestVersionId"] = sourceVersion },
        ["destinationImageSet"] = new JsonObject { ["imageSetId"] = destination, ["latestVersionId"] = destinationVersion },
    };
}
