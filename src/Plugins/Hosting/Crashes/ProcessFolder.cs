using StoreScp.Plugins.Hosting.Loading;

namespace StoreScp.Plugins.Hosting.Crashes;

/// <summary>
/// A folder of this process alone: its crash marker, and the copies of the plugins that it has loaded. A locked file beside it says that
/// the process lives; what processes that ended have left is read and removed.
/// </summary>
internal sealed class ProcessFolder : IDisposable
{
    private readonly FileStream _lock;

    private ProcessFolder(string path, FileStream held, IReadOnlyList<CrashedHandler> crashed)
    {
        (Path, _lock, Crashed) = (path, held, crashed);
        Directory.CreateDirectory(path);
        Marker = CrashMarker.Create(path);
    }

    public string Path { get; }

    public CrashMarker Marker { get; }

    /// <summary>What ran when processes ended that are gone now.</summary>
    public IReadOnlyList<CrashedHandler> Crashed { get; }

    /// <summary>Makes the folder of this process and cleans up after those that ended.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static ProcessFolder Create(string runFolder)
    {
        var all = System.IO.Path.GetFullPath(runFolder);
        Directory.CreateDirectory(all);
        var crashed = Directory.GetDirectories(all).SelectMany(TakeOver).Distinct().ToList();
        var path = System.IO.Path.Combine(all, Guid.NewGuid().ToString("N"));
        return new(path, new FileStream(LockOf(path), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None), crashed);
    }

    public string NewCopyPath() => System.IO.Path.Combine(Path, Guid.NewGuid().ToString("N")[..12]);

    public void Dispose()
    {
        Marker.Dispose();
        PluginCopy.TryDelete(Path);
        _lock.Dispose();
        File.Delete(LockOf(Path));
    }

    /// <summary>The lock is made before the folder and removed after it: a folder whose lock can be had, or is missing, is nobody's.</summary>
    private static IReadOnlyList<CrashedHandler> TakeOver(string folder)
    {
        try
        {
            using var held = new FileStream(LockOf(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var crashed = CrashMarker.Read(folder);
            PluginCopy.TryDelete(folder);
            File.Delete(LockOf(folder));
            return crashed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Locked: its process lives.
            return [];
        }
    }

    private static string LockOf(string folder) => folder + ".lock";
}
