namespace StoreScp.Benchmarks.Plugins;

/// <summary>The rules and the key that the plugins are measured with.</summary>
public static class PluginFiles
{
    public const string KeySecret = "benchmark-key";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Plugins");

    public static string TagCoercion { get; } = Path.Combine(Folder, "tag-coercion.json");

    public static string Routing { get; } = Path.Combine(Folder, "routing.json");

    /// <summary>32 bytes that protect nothing: the data are generated.</summary>
    public static byte[] Key => [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 7))];

    /// <summary>Returns the folder of secrets.</summary>
    public static string WriteSecrets(string parent)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "benchmark-secrets")).FullName;
        File.WriteAllBytes(Path.Combine(folder, KeySecret), Key);
        return folder;
    }
}
