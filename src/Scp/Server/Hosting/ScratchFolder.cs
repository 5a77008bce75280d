using StoreScp.Server.Cli;

namespace StoreScp.Server.Hosting;

/// <summary>
/// A folder of this process alone, on the storage volume, for headers too large for memory, and for what else found none. An open file in it holds the lock
/// that tells other processes it is in use; what processes that ended have left is removed at the start.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string LockName = ".lock";

    private readonly FileStream _lock;

    private ScratchFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public static ScratchFolder Create(string storagePath)
    {
        var all = System.IO.Path.Combine(System.IO.Path.GetFullPath(storagePath), "scratch");
        try
        {
            Directory.CreateDirectory(all);
            foreach (var left in Directory.EnumerateDirectories(all))
                RemoveIfAbandoned(left);
            var path = System.IO.Path.Combine(all, Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(path);
            return new(path, new FileStream(System.IO.Path.Combine(path, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.StorageUnavailable, $"The storage folder '{storagePath}' cannot be used: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        TryDelete(Path);
    }

    private static void RemoveIfAbandoned(string folder)
    {
        try
        {
            // Without a lock file the folder is being made at this moment, or was left between two steps: young ones are let be.
            var held = System.IO.Path.Combine(folder, LockName);
            if (File.Exists(held))
                new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            else if (Directory.EnumerateFileSystemEntries(folder).Any() is false)
                return;
            TryDelete(folder);
        }
        catch (IOException)
        {
            // Locked: its process lives.
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start tries again.
        }
    }
}
