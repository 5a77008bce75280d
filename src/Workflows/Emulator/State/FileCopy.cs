namespace StoreScp.Emulator;

/// <summary>A file under a second path: linked where the file system can, since nobody changes what is stored, else copied.</summary>
internal static class FileCopy
{
    /// <summary>Whole or not at all; nothing where the path exists.</summary>
    public static void Make(string sourcePath, string path)
    {
        if (HardLink.TryCreate(sourcePath, path) || File.Exists(path)) return;
        string temporary = $"{path}.tmp";
        File.Copy(sourcePath, temporary, overwrite: true);
        File.Move(temporary, path, overwrite: true);
    }
}
