using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace StoreScp.EndToEnd.Tests.Container;

/// <summary>
/// The smallest base image: folders, the user `app`, and no program at all, neither runtime nor shell. The test mounts the libraries and the .NET
/// runtime of this machine where a real base image has them.
/// </summary>
internal sealed class BaseImage
{
    public const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const string ConfigType = "application/vnd.docker.container.image.v1+json";
    private const string LayerType = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    public BaseImage()
    {
        var tar = Layer();
        var compressed = Compress(tar);
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var config = Encoding.UTF8.GetBytes(
            $$"""{"architecture":"{{architecture}}","os":"linux","config":{"Env":["PATH=/usr/bin"]},"rootfs":{"type":"layers","diff_ids":["{{DigestOf(tar)}}"]},"history":[{"created_by":"test"}]}""");
        Manifest = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"{{ConfigType}}","size":{{config.Length}},"digest":"{{DigestOf(config)}}"},
             "layers":[{"mediaType":"{{LayerType}}","size":{{compressed.Length}},"digest":"{{DigestOf(compressed)}}"}]}
            """);
        Blobs = new Dictionary<string, byte[]> { [DigestOf(config)] = config, [DigestOf(compressed)] = compressed };
    }

    public byte[] Manifest { get; }

    public IReadOnlyDictionary<string, byte[]> Blobs { get; }

    public static string DigestOf(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Layer()
    {
        var layer = new MemoryStream();
        using (var tar = new TarWriter(layer, leaveOpen: true))
        {
            foreach (var folder in new[] { "dev", "etc", "proc", "tmp", "usr", "usr/lib", "usr/lib64", "usr/share", "usr/share/dotnet", "var", "var/lib", "var/lib/storescp" })
                tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, folder) { Mode = (UnixFileMode)0b111_101_101 });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "lib") { LinkName = "usr/lib" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "lib64") { LinkName = "usr/lib64" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/passwd")
            {
                Mode = (UnixFileMode)0b110_100_100,
                DataStream = new MemoryStream("app:x:1654:1654::/home/app:/bin/false\n"u8.ToArray()),
            });
        }
        return layer.ToArray();
    }

    private static byte[] Compress(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
