namespace StoreScp.Platform.Preview;

/// <summary>The folder of Pulumi.yaml.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(Directory.GetCurrentDirectory()) ?? Find(AppContext.BaseDirectory)
        ?? throw new FileNotFoundException("There is no Pulumi.yaml in this folder or above it.");

    private static string? Find(string from)
    {
        var folder = new DirectoryInfo(from);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pulumi.yaml")))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
