namespace StoreScp.Storage.Local;

/// <summary>The OS lock of one process on <c>tmp/{name}.lock</c>. Whoever can take it, or finds it missing, knows that the process has ended.</summary>
/// <remarks>A name is never used again. The lock comes before the first file of its process, and the lock file goes after the last.</remarks>
internal sealed class ProcessLock : IDisposable
{
    private const string Extension = ".lock";
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    // Windows deletes an open file only if it was opened so; elsewhere anything but None is a shared lock.
    private static readonly FileShare Exclusive = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private readonly FileStream _file;

    private ProcessLock(FileStream file)
    {
        _file = file;
        Name = Path.GetFileNameWithoutExtension(file.Name);
    }

    public string Name { get; }

    /// <summary>When the process took its name, by the clock of the file system.</summary>
    public DateTime Began => File.GetLastWriteTimeUtc(_file.Name);

    /// <summary>Takes the lock of this process under a new name.</summary>
    /// <exception cref="StorageSetupException">The folder cannot be written.</exception>
    public static ProcessLock Create(string folder)
    {
        try
        {
            while (true)
            {
                var name = $"{Environment.ProcessId}-{Guid.NewGuid():N}";
                if (TryTake(PathOf(folder, name), FileMode.CreateNew) is { } taken)
                    return taken;
            }
        }
        catch (Exception exception) when (LocalInstanceStore.IsFault(exception))
        {
            throw new StorageSetupException($"The folder '{folder}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Takes the locks of all processes that have ended; the caller disposes them.</summary>
    public static IEnumerable<ProcessLock> TakeEnded(string folder)
    {
        foreach (var path in Directory.GetFiles(folder, "*" + Extension))
        {
            if (TryTake(path, FileMode.Open) is { } taken)
                yield return taken;
        }
    }

    public static bool Exists(string folder, string name) => File.Exists(PathOf(folder, name));

    /// <summary>Removes the lock file, since nothing of its process is left.</summary>
    public void Remove()
    {
        File.Delete(_file.Name);
        Dispose();
    }

    public void Dispose() => _file.Dispose();

    private static string PathOf(string folder, string name) => Path.Join(folder, name + Extension);

    /// <summary>Null when another process has the lock, or removed the file before we had it.</summary>
    private static ProcessLock? TryTake(string path, FileMode mode)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, mode, FileAccess.ReadWrite, Exclusive, bufferSize: 0);
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
            return new ProcessLock(file);
        file.Dispose();
        return null;
    }
}
