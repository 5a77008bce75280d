using System.IO.Enumeration;

namespace StoreScp.Storage.Local;

/// <summary>Walks the files below a folder, without a stat for those of folders that nothing was added to.</summary>
internal static class ObjectWalk
{
    public static IEnumerable<StoredObject> Find(string root, DateTimeOffset writtenSince)
    {
        foreach (var file in Files(root, writtenSince.UtcDateTime, hidden: false))
        {
            if (KeyOf(root, file.Path) is { } key)
                yield return new StoredObject(key, file.Length, file.LastWritten);
        }
    }

    /// <summary>The paths of all files that begin with a dot, in folders changed since then.</summary>
    public static IEnumerable<string> FindHidden(string root, DateTime changedSince) =>
        Files(root, changedSince, hidden: true).Select(file => file.Path);

    private static IEnumerable<Entry> Files(string root, DateTime changedSince, bool hidden)
    {
        Stack<string> folders = new([root]);
        while (folders.TryPop(out var folder))
        {
            // A new name in a folder changes its time, so an older folder has only older files.
            var isChanged = Directory.GetLastWriteTimeUtc(folder) >= changedSince;
            foreach (var entry in Entries(folder, isChanged, hidden))
            {
                if (entry.IsFolder)
                    folders.Push(entry.Path);
                else
                    yield return entry;
            }
        }
    }

    private static FileSystemEnumerable<Entry> Entries(string folder, bool withFiles, bool hidden) =>
        new(folder, Read, new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.IsDirectory || (withFiles && entry.FileName.StartsWith('.') == hidden),
        };

    private static Entry Read(ref FileSystemEntry entry) => entry.IsDirectory
        ? new Entry(entry.ToFullPath(), true, 0, default)
        : new Entry(entry.ToFullPath(), false, entry.Length, entry.LastWriteTimeUtc);

    // What is not a key was not put here by us.
    private static ObjectKey? KeyOf(string root, string path) =>
        ObjectKey.TryParse(Path.GetRelativePath(root, path).Replace('\\', '/'), out var key) ? key : null;

    private readonly record struct Entry(string Path, bool IsFolder, long Length, DateTimeOffset LastWritten);
}
