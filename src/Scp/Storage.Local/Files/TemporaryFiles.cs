using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace StoreScp.Storage.Local;

/// <summary>The unfinished files of one process: <c>.{process}-{n}</c>, each in the folder of the object that it becomes.</summary>
/// <remarks>
/// No <see cref="ObjectKey"/> begins with a dot. Why not a folder of their own: docs/decisions/0006-temporary-file-beside-its-object.md.
/// </remarks>
internal sealed partial class TemporaryFiles(ProcessLock process) : IDisposable
{
    private long _number;
    private int _unfinished;

    /// <summary>Reads from the name of a file which process it belongs to; false for what is none of ours.</summary>
    public static bool TryGetProcess(string fileName, out string process)
    {
        var match = Name().Match(fileName);
        process = match.Groups[1].Value;
        return match.Success;
    }

    /// <summary>Creates a file under a name that was never used before; every one is ended once.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public SafeFileHandle Create(string folder, out string path)
    {
        path = Path.Join(folder, $".{process.Name}-{Interlocked.Increment(ref _number):x8}");
        var file = NativeFile.CreateNew(path);
        Interlocked.Increment(ref _unfinished);
        return file;
    }

    /// <summary>A file has its final name, or is gone.</summary>
    public void End() => Interlocked.Decrement(ref _unfinished);

    public void Dispose()
    {
        // What writers still have open is theirs until the process ends; then the sweep takes it, and the lock file with it.
        if (Volatile.Read(ref _unfinished) == 0)
            process.Remove();
        process.Dispose();
    }

    [GeneratedRegex(@"^\.([0-9]+-[0-9a-f]{32})-[0-9a-f]{8,16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
