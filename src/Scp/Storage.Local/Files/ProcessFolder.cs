namespace StoreScp.Storage.Local;

/// <summary>The temporary folder of one process: <c>tmp/{name}/</c>, its own as long as it holds the OS lock on <c>tmp/{name}.lock</c>.</summary>
/// <remarks>The lock comes first and goes last, so that a folder whose lock can be taken, or is missing, belongs to nobody.</remarks>
internal sealed class ProcessFolder : IDisposable
{
    private const string LockExtension = ".lock";
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly string _path;
    private readonly FileStream _lock;
    private long _files;

    private ProcessFolder(string path, FileStream fileLock)
    {
        _path = path;
        _lock = fileLock;
    }

    /// <exception cref="StorageSetupException">The folder cannot be created or locked.</exception>
    public static ProcessFolder Create(string temporary)
    {
        try
        {
            while (true)
            {
                var path = Path.Combine(temporary, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
                if (TryLock(path + LockExtension, FileMode.CreateNew) is not { } fileLock)
                    continue;
                Directory.CreateDirectory(path);
                return new ProcessFolder(path, fileLock);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageSetupException($"The folder '{temporary}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>A path in this folder that was never used before.</summary>
    public string NextFile() => Path.Combine(_path, Interlocked.Increment(ref _files).ToString("x8"));

    /// <summary>Removes the folders whose process has ended; returns how many unfinished files were in them.</summary>
    public static int RemoveAbandoned(string temporary)
    {
        var files = 0;
        foreach (var folder in Directory.GetDirectories(temporary))
        {
            // A folder without its lock file is the rest of an interrupted removal.
            var lockPath = folder + LockExtension;
            using var fileLock = TryLock(lockPath, FileMode.OpenOrCreate);
            if (fileLock is null)
                continue;
            if (Directory.Exists(folder))
            {
                files += Directory.GetFiles(folder).Length;
                Directory.Delete(folder, recursive: true);
            }
            File.Delete(lockPath);
        }
        RemoveLonelyLocks(temporary);
        return files;
    }

    public void Dispose()
    {
        // What writers still have open is theirs until the process ends; then the sweep takes it.
        if (Directory.GetFiles(_path).Length == 0)
        {
            Directory.Delete(_path);
            File.Delete(_lock.Name);
        }
        _lock.Dispose();
    }

    private static void RemoveLonelyLocks(string temporary)
    {
        foreach (var lockPath in Directory.GetFiles(temporary, "*" + LockExtension))
        {
            using var fileLock = TryLock(lockPath, FileMode.Open);
            if (fileLock is not null && !Directory.Exists(lockPath[..^LockExtension.Length]))
                File.Delete(lockPath);
        }
    }

    /// <summary>Null when another process has the lock, or removed the file before we had it.</summary>
    private static FileStream? TryLock(string path, FileMode mode)
    {
        FileStream fileLock;
        try
        {
            fileLock = new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException exception) when (exception.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
        // Between our open and our lock, its owner may have deleted it.
        if (File.Exists(path))
            return fileLock;
        fileLock.Dispose();
        return null;
    }
}
