using System.Security.Cryptography;

namespace StoreScp.Plugins.Hosting.Folders;

/// <summary>
/// plugin.sha256: what `sha256sum` writes for every other file of a plugin's folder, sorted by path. It is written when the plugin is
/// published and arrives complete or not at all; a folder that differs from it is half-copied or altered.
/// </summary>
/// <param name="Hash">SHA-256 of the list itself, in lower-case hex: stands for the whole plugin.</param>
/// <param name="Files">Path with '/', SHA-256 in lower-case hex.</param>
internal sealed record PluginSeal(string Hash, IReadOnlyDictionary<string, string> Files)
{
    public const string FileName = "plugin.sha256";

    /// <summary>Bytes of the list: many thousands of files.</summary>
    private const int MaximumLength = 1 << 20;

    /// <exception cref="PluginRefusedException">The list is not there or malformed.</exception>
    public static PluginSeal Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (new FileInfo(path) is { Exists: true, Length: > MaximumLength })
            throw new PluginRefusedException($"'{path}' is longer than {MaximumLength} bytes.");
        var bytes = File.ReadAllBytes(path);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in System.Text.Encoding.UTF8.GetString(bytes).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0))
        {
            // sha256sum: hash, a space, then a space (text) or an asterisk (binary), path.
            if (line.Length < 67 || line[64] != ' ' || line[65] is not (' ' or '*') || !line[..64].All(char.IsAsciiHexDigit) || !IsInside(line[66..]))
                throw new PluginRefusedException($"'{path}': a line is not as sha256sum writes it, with a path inside the folder.");
            if (!files.TryAdd(line[66..], line[..64].ToLowerInvariant()))
                throw new PluginRefusedException($"'{path}' lists '{line[66..]}' twice.");
        }
        return new(Convert.ToHexStringLower(SHA256.HashData(bytes)), files);
    }

    /// <summary>Files of a folder but the list itself, as the list names them.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path != FileName);

    /// <summary>Compares every file of the folder with the list.</summary>
    /// <exception cref="PluginRefusedException">One is missing, not listed, or another than listed.</exception>
    public void Verify(string folder)
    {
        var found = FilesIn(folder).ToHashSet(StringComparer.Ordinal);
        if (Files.Keys.FirstOrDefault(listed => !found.Contains(listed)) is { } missing)
            throw new PluginRefusedException($"The folder is half-copied or altered: '{missing}' is listed in {FileName} and missing.");
        if (found.FirstOrDefault(file => !Files.ContainsKey(file)) is { } extra)
            throw new PluginRefusedException($"The folder is half-copied or altered: '{extra}' is not listed in {FileName}.");
        foreach (var (file, hash) in Files)
        {
            using var stream = File.OpenRead(Path.Combine(folder, file));
            Require(file, hash, SHA256.HashData(stream));
        }
    }

    /// <exception cref="PluginRefusedException">The hash is another than listed.</exception>
    public static void Require(string file, string listed, ReadOnlySpan<byte> actual)
    {
        if (Convert.ToHexStringLower(actual) != listed)
            throw new PluginRefusedException($"The folder is half-copied or altered: '{file}' differs from {FileName}.");
    }

    private static bool IsInside(string path) =>
        !Path.IsPathRooted(path) && path != FileName && path.Split('/', '\\').All(part => part is not ("" or "." or ".."));
}
