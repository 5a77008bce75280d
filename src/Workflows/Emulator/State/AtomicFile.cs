namespace StoreScp.Emulator;

/// <summary>Files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the path, then renames; replaces what is there. For one caller at a time.</summary>
    public static Task WriteAsync(string path, Func<Stream, Task> write) => WriteAsync(path, $"{path}.tmp", write);

    /// <summary>Writes to a temporary path of the same file system, then renames; replaces what is there.</summary>
    public static async Task WriteAsync(string path, string temporary, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write)) await write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
