using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace StoreScp.EndToEnd.Tests.Container;

/// <summary>An image as `docker load` takes it: manifest.json, the configuration, and the layers, unpacked one over the other.</summary>
internal sealed class ImageArchive
{
    private ImageArchive(JsonElement config) => Config = config;

    /// <summary>The member "config" of the image's configuration.</summary>
    public JsonElement Config { get; }

    public IEnumerable<string> Entrypoint => Texts("Entrypoint");

    public IEnumerable<string> Command => Texts("Cmd");

    public IEnumerable<string> Environment => Texts("Env");

    /// <summary>Unpacks the layers into <paramref name="root"/>.</summary>
    public static async Task<ImageArchive> UnpackAsync(string archive, string root)
    {
        var files = Path.ChangeExtension(archive, ".files");
        Directory.CreateDirectory(files);
        Directory.CreateDirectory(root);
        await UnpackTarAsync(archive, files);
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(files, "manifest.json"))).RootElement[0];
        foreach (var layer in manifest.GetProperty("Layers").EnumerateArray())
            await UnpackTarAsync(Path.Combine(files, layer.GetString()!), root);
        var config = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(files, manifest.GetProperty("Config").GetString()!)));
        return new(config.RootElement.GetProperty("config"));
    }

    private IEnumerable<string> Texts(string name) => Config.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);

    private static async Task UnpackTarAsync(string path, string folder)
    {
        await using var file = File.OpenRead(path);
        var isCompressed = file.ReadByte() == 0x1F;
        file.Position = 0;
        await using Stream tar = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        await TarFile.ExtractToDirectoryAsync(tar, folder, overwriteFiles: true);
    }
}
