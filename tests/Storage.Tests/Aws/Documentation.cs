namespace StoreScp.Storage.Tests.Aws;

/// <summary>The generated parts of the documentation.</summary>
internal static class Documentation
{
    /// <summary>The table rows between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>, without the two lines of its head.</summary>
    public static string BlockOf(string file, string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run within the repository.");
        var lines = File.ReadAllLines(Path.Combine(folder.FullName, "docs", file));
        var start = Array.IndexOf(lines, $"<!-- {name} -->");
        var end = Array.IndexOf(lines, $"<!-- /{name} -->");
        return string.Join('\n', lines[(start + 3)..end]);
    }
}
