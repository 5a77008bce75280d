namespace StoreScp.Dicom.Tests.Tables;

/// <summary>The standard's tables as TSV: the folder that STORESCP_STANDARD names, or shared/standard beside the checkout. Without it a test is skipped, in CI it fails.</summary>
static class StandardTables
{
    const string Missing = "The standard's tables are not here: set STORESCP_STANDARD to their folder.";

    public static IReadOnlyList<string[]> Read(string name)
    {
        string path = Path.Combine(Folder(), name);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(Missing);
        if (!File.Exists(path))
            Assert.Skip(Missing);
        return [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t'))];
    }

    static string Folder()
    {
        if (Environment.GetEnvironmentVariable("STORESCP_STANDARD") is { Length: > 0 } named)
            return named;

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? "", "..", "shared", "standard");
    }
}
