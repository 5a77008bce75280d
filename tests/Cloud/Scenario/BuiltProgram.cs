namespace StoreScp.Cloud.Scenario;

/// <summary>Programs of this repository where their build puts them, in the same configuration as this one.</summary>
internal static class BuiltProgram
{
    public static string Server => Of("src/Scp/Server", "storescp.dll");

    public static string Functions => Of("src/Workflows/Lambda", "bootstrap.dll");

    /// <exception cref="InvalidOperationException">It has not been built.</exception>
    private static string Of(string project, string assembly)
    {
        // …/bin/Release/net10.0
        var target = new DirectoryInfo(AppContext.BaseDirectory);
        var root = target;
        while (!File.Exists(Path.Combine(root.FullName, "StoreScp.sln")))
            root = root.Parent ?? throw new InvalidOperationException("StoreScp.sln is above no folder of this program.");
        var path = Path.Combine(root.FullName, project, "bin", target.Parent!.Name, target.Name, assembly);
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} has not been built.");
    }
}
