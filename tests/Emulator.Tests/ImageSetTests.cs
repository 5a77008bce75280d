using System.Net;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

public sealed class ImageSetTests
{
    [Fact]
    public async Task Two_jobs_of_one_series_make_two_versions_of_one_primary_image_set()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        JsonNode first = await emulator.ImportOneAsync("a/", InstanceFiles.Instance("2.25.1"));
        JsonNode second = await emulator.ImportOneAsync("b/", InstanceFiles.Instance("2.25.2"));

        ((string)second["imageSetId"]!).Should().Be((string)first["imageSetId"]!);
        ((int)first["imageSetVersion"]!).Should().Be(1);
        ((int)second["imageSetVersion"]!).Should().Be(2);
        ((bool)second["isPrimary"]!).Should().BeTrue();
        Instances(await emulator.MetadataAsync((string)second["imageSetId"]!)).Should().Equal("2.25.1", "2.25.2");
        Instances(await emulator.MetadataAsync((string)second["imageSetId"]!, version: 1)).Should().Equal("2.25.1");
    }

    [Fact]
    public async Task The_latest_content_of_a_SOP_Instance_UID_replaces_the_one_before()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        await emulator.ImportOneAsync("a/", InstanceFiles.Part10(InstanceFiles.DataSet(trailing: data => data.SmallImage(1).Element(0x7FE00010, "OB", [1, 1, 1, 1]))));
        JsonNode again = await emulator.ImportOneAsync("b/", InstanceFiles.Part10(InstanceFiles.DataSet(trailing: data => data.SmallImage(1).Element(0x7FE00010, "OB", [2, 2, 2, 2]))));
        string imageSetId = (string)again["imageSetId"]!;

        ((int)again["imageSetVersion"]!).Should().Be(2);
        string frame = (string)(await emulator.MetadataAsync(imageSetId)).OnlyInstance()["ImageFrames"]![0]!["ID"]!;
        (await emulator.FrameAsync(imageSetId, frame)).Should().Equal(2, 2, 2, 2);
        string before = (string)(await emulator.MetadataAsync(imageSetId, version: 1)).OnlyInstance()["ImageFrames"]![0]!["ID"]!;
        (await emulator.FrameAsync(imageSetId, before)).Should().Equal(1, 1, 1, 1);
    }

    [Theory]
    [InlineData("OTHER", "TEST")]
    [InlineData("SYN0001", "OTHER")]
    public async Task What_contradicts_the_primary_image_set_goes_to_one_that_is_not_primary(string patientId, string seriesDescription)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        JsonNode first = await emulator.ImportOneAsync("a/", InstanceFiles.Instance("2.25.1"));
        JsonNode other = await emulator.ImportOneAsync("b/", InstanceFiles.Instance("2.25.2", patientId, seriesDescription: seriesDescription));

        ((string)other["imageSetId"]!).Should().NotBe((string)first["imageSetId"]!);
        ((bool)other["isPrimary"]!).Should().BeFalse();
        ((int)other["imageSetVersion"]!).Should().Be(1);
    }

    [Fact]
    public async Task Another_series_of_a_study_with_another_patient_is_not_primary()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        await emulator.ImportOneAsync("a/", InstanceFiles.Instance("2.25.1"));
        JsonNode same = await emulator.ImportOneAsync("b/", InstanceFiles.Instance("2.25.2", series: "2.25.21", seriesDescription: "SECOND"));
        JsonNode other = await emulator.ImportOneAsync("c/", InstanceFiles.Instance("2.25.3", "OTHER", series: "2.25.22"));

        ((bool)same["isPrimary"]!).Should().BeTrue();
        ((bool)other["isPrimary"]!).Should().BeFalse();
    }

    [Fact]
    public async Task Instances_that_differ_within_one_job_are_split_and_only_the_first_are_primary()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutObject("a/1.dcm", InstanceFiles.Instance("2.25.1"));
        emulator.PutObject("a/2.dcm", InstanceFiles.Instance("2.25.2", "OTHER"));
        emulator.PutObject("a/3.dcm", InstanceFiles.Instance("2.25.3"));
        JsonNode job = await emulator.ImportAsync("a/");

        JsonNode manifest = emulator.Manifest((string)job["jobId"]!);
        ((int)manifest["numberOfGeneratedImageSets"]!).Should().Be(2);
        manifest["imageSetsSummary"]!.AsArray().Select(set => ((bool)set!["isPrimary"]!, (int)set["numberOfMatchedSOPInstances"]!)).Should().Equal((true, 2), (false, 1));
    }

    [Fact]
    public async Task A_deleted_image_set_says_so_and_its_series_begins_anew()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        string imageSetId = (string)(await emulator.ImportOneAsync("a/", InstanceFiles.Instance()))["imageSetId"]!;
        await emulator.CallAsync($"{emulator.ImageSetPath(imageSetId)}/deleteImageSet");
        await emulator.CallAsync($"{emulator.ImageSetPath(imageSetId)}/deleteImageSet");

        JsonNode deleted = await emulator.CallAsync($"{emulator.ImageSetPath(imageSetId)}/getImageSet");
        ((string)deleted["imageSetState"]!).Should().Be("DELETED");
        using HttpResponseMessage metadata = await emulator.PostAsync($"{emulator.ImageSetPath(imageSetId)}/getImageSetMetadata");
        metadata.Should().BeError(HttpStatusCode.NotFound, "ResourceNotFoundException");
        Directory.EnumerateFiles(Path.Combine(emulator.Options.Folder, "instances"), "*", SearchOption.AllDirectories).Should().BeEmpty();
        JsonNode again = await emulator.ImportOneAsync("b/", InstanceFiles.Instance());
        ((string)again["imageSetId"]!).Should().NotBe(imageSetId);
        ((bool)again["isPrimary"]!).Should().BeTrue();
    }

    [Fact]
    public async Task An_instance_is_linked_to_its_object_and_survives_its_deletion()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        string imageSetId = (string)(await emulator.ImportOneAsync("a/", InstanceFiles.Instance()))["imageSetId"]!;
        string blob = Directory.EnumerateFiles(Path.Combine(emulator.Options.Folder, "instances"), "*", SearchOption.AllDirectories).Single();
        File.ReadAllBytes(blob).Should().Equal(InstanceFiles.Instance());
        File.Delete(Path.Combine(emulator.Bucket, "a/file.dcm"));

        (await emulator.MetadataAsync(imageSetId)).OnlyInstance().Should().NotBeNull();
    }

    private static IEnumerable<string> Instances(JsonNode metadata) =>
        metadata["Study"]!["Series"]!.AsObject().Single().Value!["Instances"]!.AsObject().Select(instance => instance.Key);
}
