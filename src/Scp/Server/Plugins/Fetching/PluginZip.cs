using System.IO.Compression;
using StoreScp.Server.Logging;

namespace StoreScp.Server.Plugins.Fetching;

/// <summary>Unpacks a zip into an empty folder: files and folders within it, and nothing else.</summary>
internal static class PluginZip
{
    private const int BufferBytes = 128 << 10;

    // The upper half of the attributes is st_mode where the zip was made on Unix; the lower one is Windows' attributes.
    private const int ModeShift = 16;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>Every file is on disk when this returns.</summary>
    /// <exception cref="InvalidDataException">It is no zip, beyond a limit, or an entry is a link or leads out of the folder.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task UnpackAsync(Stream zip, string folder, UnpackLimits limits, CancellationToken cancellation)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > limits.MaximumEntries)
            throw new InvalidDataException($"The zip has {archive.Entries.Count} entries; allowed: {limits.MaximumEntries}.");
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        var left = limits.MaximumBytes;
        foreach (var entry in archive.Entries)
        {
            Require(IsInside(entry.FullName), entry, "has a path that is not plainly inside the folder");
            Require(IsFileOrFolder(entry), entry, "is a link or a special file");
            Require(seen.Add(entry.FullName.TrimEnd('/')), entry, "is there twice");
            var path = Path.Combine(folder, entry.FullName);
            if (entry.FullName.EndsWith('/'))
            {
                Directory.CreateDirectory(path);
                continue;
            }
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            left = await UnpackAsync(entry, path, left, cancellation);
        }
    }

    /// <returns>The bytes that are left. What an entry says about its length is not believed.</returns>
    private static async Task<long> UnpackAsync(ZipArchiveEntry entry, string path, long left, CancellationToken cancellation)
    {
        await using var source = await entry.OpenAsync(cancellation);
        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[BufferBytes];
        int count;
        while ((count = await source.ReadAsync(buffer, cancellation)) > 0)
        {
            left -= count;
            Require(left >= 0, entry, "is beyond what the files of a plugin may have together");
            await target.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
        target.Flush(flushToDisk: true);
        return left;
    }

    private static bool IsInside(string name) =>
        name.AsSpan().IndexOfAny('\\', ':', '\0') < 0
        && (name.EndsWith('/') ? name[..^1] : name).Split('/').All(part => part is not ("" or "." or ".."));

    private static bool IsFileOrFolder(ZipArchiveEntry entry) =>
        ((entry.ExternalAttributes >> ModeShift) & TypeMask) is 0 or RegularFile or Folder
        && ((FileAttributes)entry.ExternalAttributes & FileAttributes.ReparsePoint) == 0;

    private static void Require(bool holds, ZipArchiveEntry entry, string mistake)
    {
        if (!holds)
            throw new InvalidDataException($"The entry '{LogText.Escape(entry.FullName)}' of the zip {mistake}.");
    }
}
