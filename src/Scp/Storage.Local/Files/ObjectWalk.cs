using System.IO.Enumeration;

namespace StoreScp.Storage.Local;

/// <summary>Walks the objects below a folder, without a stat for the files of folders that nothing was added to.</summary>
internal static class ObjectWalk
{
    public static IEnumerable<StoredObject> Find(string root, DateTimeOffset writtenSince)
    {
        Stack<string> folders = new([root]);
        while (folders.TryPop(out var folder))
        {
            // A rename into a folder changes its time, so an older folder has only older files.
            var isChanged = Directory.GetLastWriteTimeUtc(folder) >= writtenSince.UtcDateTime;
            foreach (var entry in Entries(folder, isChanged))
            {
                if (entry.IsFolder)
                    folders.Push(entry.Path);
                else if (KeyOf(root, entry.Path) is { } key)
                    yield return new StoredObject(key, entry.Length, entry.LastWritten);
            }
        }
    }

    private static FileSystemEnumerable<Entry> Entries(string folder, bool withFiles) =>
        new(folder, Read, new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => withFiles || entry.IsDirectory,
        };

    private static Entry Read(ref FileSystemEntry entry) => entry.IsDirectory
        ? new Entry(entry.ToFullPath(), true, 0, default)
        : new Entry(entry.ToFullPath(), false, entry.Length, entry.LastWriteTimeUtc);

    // What is not a key was not put here by us.
    private static ObjectKey? KeyOf(string root, string path) =>
        ObjectKey.TryParse(Path.GetRelativePath(root, path).Replace('\\', '/'), out var key) ? key : null;

    private readonly record struct Entry(string Path, bool IsFolder, long Length, DateTimeOffset LastWritten);
}
