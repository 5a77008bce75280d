using System.Runtime.InteropServices;

namespace StoreScp.Benchmarks.Servers;

/// <summary>The system calls that .NET has no method for.</summary>
public static partial class LinuxCalls
{
    public const int SigTerm = 15;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int FDataSync(SafeHandle file);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFileSystem(int descriptor);

    /// <summary>Opens a directory for fsync or syncfs; the descriptor is the caller's for the life of the process.</summary>
    public static int OpenDirectory(string path)
    {
        var descriptor = Open(path, flags: 0);
        return descriptor >= 0 ? descriptor : throw new IOException($"{path} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
    }

    public static void ThrowIfFailed(int result, string call)
    {
        if (result != 0)
            throw new IOException($"{call} failed with error {Marshal.GetLastPInvokeError()}.");
    }
}
