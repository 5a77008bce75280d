using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace StoreScp.PulumiDouble.Tests.Typings;

/// <summary>The published @pulumi/aws: its declarations and scripts, by their paths in the package.</summary>
internal sealed class OfficialPackage
{
    public const string Version = "7.48.0";

    /// <summary>What the registry says the package is (npm view @pulumi/aws@7.48.0 dist.integrity).</summary>
    private const string Sha512 = "roKXYZ2EyjvapKYacvRQNUeW2UBI8MKwzO2338XwdXtCf75TabY4DVy56zY2HbnEU0H1fbBXct8oAx9ynQeMrA==";

    private static readonly Lazy<Task<OfficialPackage>> Once = new(LoadAsync);

    private readonly Dictionary<string, string> _files;

    private OfficialPackage(Dictionary<string, string> files) => _files = files;

    public static Task<OfficialPackage> GetAsync() => Once.Value;

    /// <summary>The text of a file, or null.</summary>
    public string? this[string path] => _files.GetValueOrDefault("package/" + path);

    private static async Task<OfficialPackage> LoadAsync()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "npm");
        string path = Path.Combine(folder, $"pulumi-aws-{Version}.tgz");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder);
            var packed = await Tool.RunAsync(Tool.Find("npm", "https://nodejs.org"), ["pack", $"@pulumi/aws@{Version}", "--silent"], folder: folder);
            if (packed.ExitCode != 0)
                Tool.Missing("npm pack did not fetch @pulumi/aws:\n" + packed.Everything);
        }
        byte[] bytes = await File.ReadAllBytesAsync(path);
        Convert.ToBase64String(SHA512.HashData(bytes)).Should().Be(Sha512, "this is the package that the registry has");
        return new(Read(bytes));
    }

    private static Dictionary<string, string> Read(byte[] bytes)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        var files = new Dictionary<string, string>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data && (entry.Name.EndsWith(".d.ts", StringComparison.Ordinal) || entry.Name.EndsWith(".js", StringComparison.Ordinal)))
                files[entry.Name] = new StreamReader(data).ReadToEnd();
        }
        return files;
    }
}
