namespace StoreScp.Storage.Local;

/// <summary>The storage folder and the names in it.</summary>
internal sealed class StorageFolder
{
    // Images are for the server's user and for readers of its group.
    public const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    public StorageFolder(string path) => Root = Path.GetFullPath(path);

    public string Root { get; }

    public string Objects => Path.Combine(Root, "objects");

    public string Temporary => Path.Combine(Root, "tmp");

    public string Ledger => Path.Combine(Root, "ledger.db");

    /// <exception cref="StorageSetupException">The folder cannot be created.</exception>
    public static StorageFolder Create(string path, Durability durability)
    {
        StorageFolder folder;
        try
        {
            folder = new StorageFolder(path);
            CreateFolder(folder.Root);
            CreateFolder(folder.Objects);
            CreateFolder(folder.Temporary);
            if (durability == Durability.Flush)
                folder.FlushNames();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StorageSetupException($"The storage folder '{path}' cannot be used: {exception.Message}", exception);
        }
        return folder;
    }

    private void FlushNames()
    {
        NativeFile.FlushDirectory(Root);
        if (Path.GetDirectoryName(Root) is { } parent)
        {
            try
            {
                NativeFile.FlushDirectory(parent);
            }
            catch (IOException)
            {
                // A mount point's parent may be unreadable for us; then its name is not ours to flush either.
            }
        }
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Mode);
    }
}
