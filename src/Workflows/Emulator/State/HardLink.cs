using System.Runtime.InteropServices;

namespace StoreScp.Emulator;

/// <summary>A second name of a file (link(2)).</summary>
internal static partial class HardLink
{
    /// <summary>False where the file system or the operating system has none, or the new name exists.</summary>
    public static bool TryCreate(string existingPath, string newPath) =>
        !OperatingSystem.IsWindows() && Link(existingPath, newPath) == 0;

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existingPath, string newPath);
}
