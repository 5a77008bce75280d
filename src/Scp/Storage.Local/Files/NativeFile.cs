using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StoreScp.Storage.Local;

/// <summary>The file system calls that durability needs and .NET does not offer; Linux first, the nearest equivalent elsewhere.</summary>
internal static partial class NativeFile
{
    private const int WriteOnlyCreateExclusive = 0x1 | 0x40 | 0x80;
    private const int CloseOnExec = 0x80000;
    private const int OwnerWritesGroupReads = 0b110_100_000;
    private const int CurrentDirectory = -100;
    private const uint RenameNoReplace = 1;
    private const int ErrorNotFound = 2;
    private const int ErrorInterrupted = 4;
    private const int ErrorExists = 17;
    private const int ErrorInvalid = 22;
    private const int ErrorNoSystemCall = 38;

    // musl has no renameat2 before 1.2.6, and some file systems refuse the flag.
    private static volatile bool CanRenameWithoutReplacing = OperatingSystem.IsLinux();

    /// <summary>Creates a file that must not exist, for writing; without File.OpenHandle's fstat, flock and fadvise.</summary>
    /// <exception cref="DirectoryNotFoundException">Its folder is missing.</exception>
    public static SafeFileHandle CreateNew(string path)
    {
        if (!OperatingSystem.IsLinux())
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var descriptor = Open(path, WriteOnlyCreateExclusive | CloseOnExec, OwnerWritesGroupReads);
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        throw Marshal.GetLastPInvokeError() == ErrorNotFound ? new DirectoryNotFoundException() : LastError("create a file");
    }

    /// <summary>Returns when the bytes of the file and what is needed to read them back are on the disk.</summary>
    public static void FlushData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }
        while (FDataSync(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != ErrorInterrupted)
                throw LastError("flush a file");
        }
    }

    /// <summary>Returns when the names in the folder are on the disk. Windows journals them itself and cannot be asked.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, OperatingSystem.IsLinux() ? CloseOnExec : 0, 0);
        if (descriptor < 0)
            throw LastError("open a folder");
        using var folder = new SafeFileHandle(descriptor, ownsHandle: true);
        while (FSync(folder) != 0)
        {
            if (Marshal.GetLastPInvokeError() != ErrorInterrupted)
                throw LastError("flush a folder");
        }
    }

    /// <summary>Renames atomically; never replaces.</summary>
    public static MoveResult Move(string from, string to)
    {
        if (!CanRenameWithoutReplacing)
            return MoveByLink(from, to);
        try
        {
            if (RenameAt2(CurrentDirectory, from, CurrentDirectory, to, RenameNoReplace) == 0)
                return MoveResult.Moved;
        }
        catch (EntryPointNotFoundException)
        {
            CanRenameWithoutReplacing = false;
            return MoveByLink(from, to);
        }
        switch (Marshal.GetLastPInvokeError())
        {
            case ErrorExists:
                return MoveResult.TargetExists;
            case ErrorNotFound:
                return MoveResult.NotFound;
            case ErrorInvalid or ErrorNoSystemCall:
                CanRenameWithoutReplacing = false;
                return MoveByLink(from, to);
            default:
                throw LastError("rename a file");
        }
    }

    // .NET moves without replacing by link and unlink where the file system has links.
    private static MoveResult MoveByLink(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
            return MoveResult.Moved;
        }
        catch (Exception notFound) when (notFound is FileNotFoundException or DirectoryNotFoundException)
        {
            return MoveResult.NotFound;
        }
        catch (IOException) when (File.Exists(to))
        {
            return MoveResult.TargetExists;
        }
    }

    private static IOException LastError(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"Could not {what}: {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int fromFolder, string from, int toFolder, string to, uint flags);
}
