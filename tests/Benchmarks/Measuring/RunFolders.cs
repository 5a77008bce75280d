using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks.Measuring;

/// <summary>
/// A folder for each run. On a disk they are emptied at once and removed at the end: ext4 looks at every inode deleted in the last minutes
/// before it gives one out again, so that a run would pay for the files of the one before.
/// </summary>
public sealed class RunFolders(string parent) : IDisposable
{
    private readonly string _root = Path.Combine(parent, $"storescp-benchmark-{Environment.ProcessId}");
    private int _count;

    public string Create()
    {
        var folder = Path.Combine(_root, FormattableString.Invariant($"{++_count}"));
        Directory.CreateDirectory(folder);
        // What an earlier run left for the disk to do must not be paid for by this one.
        LinuxCalls.ThrowIfFailed(LinuxCalls.SyncFileSystem(LinuxCalls.OpenDirectory(folder)), "syncfs");
        return folder;
    }

    /// <summary>Gives the space of a folder back.</summary>
    public static void Empty(string folder)
    {
        if (folder.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            Directory.Delete(folder, recursive: true);
            return;
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, FileMode.Truncate, FileAccess.Write);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_root))
            Directory.Delete(_root, recursive: true);
    }
}
