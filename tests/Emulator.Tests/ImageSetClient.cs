using System.IO.Compression;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

/// <summary>Calls about image sets.</summary>
internal static class ImageSetClient
{
    public static string ImageSetPath(this RunningEmulator emulator, string imageSetId) => $"/datastore/{emulator.DatastoreId}/imageSet/{imageSetId}";

    public static async Task<JsonNode> MetadataAsync(this RunningEmulator emulator, string imageSetId, int? version = null)
    {
        string query = version is null ? "" : $"?version={version}";
        using HttpResponseMessage response = await emulator.PostAsync($"{emulator.ImageSetPath(imageSetId)}/getImageSetMetadata{query}");
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentEncoding.Should().Equal("gzip");
        await using var gunzip = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        return (await JsonNode.ParseAsync(gunzip))!;
    }

    public static async Task<byte[]> FrameAsync(this RunningEmulator emulator, string imageSetId, string frameId)
    {
        using HttpResponseMessage response = await emulator.PostAsync($"{emulator.ImageSetPath(imageSetId)}/getImageFrame", new JsonObject { ["imageFrameId"] = frameId });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Imports one file; returns its line of success.ndjson.</summary>
    public static async Task<JsonNode> ImportOneAsync(this RunningEmulator emulator, string prefix, byte[] file)
    {
        emulator.PutObject($"{prefix}file.dcm", file);
        JsonNode job = await emulator.ImportAsync(prefix);
        return emulator.Successes((string)job["jobId"]!).Single()["importResponse"]!;
    }

    /// <summary>The only instance of a metadata document.</summary>
    public static JsonNode OnlyInstance(this JsonNode metadata) =>
        metadata["Study"]!["Series"]!.AsObject().Single().Value!["Instances"]!.AsObject().Single().Value!;
}
