using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace StoreScp.Server.Tests.Plugins;

/// <summary>The plugin in the box with another version, sealed anew: as a zip, as a site fetches it.</summary>
internal static class NewerTagCoercion
{
    /// <param name="inTheBox">Its folder beside the server.</param>
    /// <param name="copy">Where it is changed; made.</param>
    public static async Task<byte[]> ZipAsync(string inTheBox, string version, string copy)
    {
        Directory.CreateDirectory(copy);
        using var box = new MemoryStream(Zip.OfFolder(inTheBox));
        await ZipFile.ExtractToDirectoryAsync(box, copy);
        string manifest = Path.Combine(copy, "plugin.json"), seal = Path.Combine(copy, "plugin.sha256");
        var before = await HashOfAsync(manifest);
        var text = await File.ReadAllTextAsync(manifest);
        await File.WriteAllTextAsync(manifest, Regex.Replace(text, "\"version\": \"[^\"]*\"", $"\"version\": \"{version}\""));
        await File.WriteAllTextAsync(seal, (await File.ReadAllTextAsync(seal)).Replace(before, await HashOfAsync(manifest), StringComparison.Ordinal));
        return Zip.OfFolder(copy);
    }

    private static async Task<string> HashOfAsync(string file) => Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file)));
}
