using System.Security.Cryptography;
using StoreScp.Plugins.Hosting.Folders;

namespace StoreScp.Plugins.Hosting.Loading;

/// <summary>
/// Copies a plugin into a folder of this process and hashes the bytes on the way: what is loaded is what was sealed, and the site can
/// replace or remove its files while they are in use.
/// </summary>
internal static class PluginCopy
{
    private const int BufferBytes = 1 << 17;

    /// <exception cref="PluginRefusedException">A file is missing, or another than listed.</exception>
    public static void Make(PluginFolder plugin, string target)
    {
        var buffer = new byte[BufferBytes];
        foreach (var (file, hash) in plugin.Seal!.Files)
        {
            var source = Path.Combine(plugin.Path, file);
            if (!File.Exists(source))
                throw new PluginRefusedException($"The folder is half-copied or altered: '{file}' is listed in {PluginSeal.FileName} and missing.");
            var copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            PluginSeal.Require(file, hash, Copy(source, copy, buffer));
        }
    }

    public static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Still mapped (Windows): removed with what this process leaves behind, at the next start.
        }
    }

    private static byte[] Copy(string source, string copy, byte[] buffer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0);
        using var to = new FileStream(copy, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
        }
        return hash.GetHashAndReset();
    }
}
