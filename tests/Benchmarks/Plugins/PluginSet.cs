namespace StoreScp.Benchmarks.Plugins;

/// <summary>Which plugins in the box our server runs with: none, or those of a name such as ours+rules.</summary>
/// <param name="Name">As on the command line and in the table.</param>
/// <param name="HasRules">TagCoercion with 20 rules, then Routing with 10.</param>
/// <param name="HasDeIdentification">DeIdentification by the Basic Profile, behind the rules.</param>
public sealed record PluginSet(string Name, bool HasRules, bool HasDeIdentification)
{
    public static readonly PluginSet None = new("ours", false, false);
    public static readonly PluginSet Rules = new("ours+rules", true, false);
    public static readonly PluginSet DeIdentification = new("ours+deid", false, true);
    public static readonly PluginSet Everything = new("ours+all", true, true);

    public static readonly IReadOnlyList<PluginSet> All = [None, Rules, DeIdentification, Everything];

    /// <summary>The server whose name this is; null for another server.</summary>
    public static PluginSet? Find(string name) => All.FirstOrDefault(set => set.Name == name);

    public static bool IsOurs(string name) => Find(name) is not null;

    /// <summary>The arguments that set our server up with these plugins.</summary>
    /// <param name="folder">The server's own; the key is written into it.</param>
    public IEnumerable<string> Arguments(string folder)
    {
        var index = 0;
        if (HasRules)
        {
            yield return $"--Plugins:Handlers:{index}:Plugin=StoreScp.TagCoercion";
            yield return $"--Plugins:Handlers:{index++}:SettingsFile={PluginFiles.TagCoercion}";
            yield return $"--Plugins:Handlers:{index}:Plugin=StoreScp.Routing";
            yield return $"--Plugins:Handlers:{index++}:SettingsFile={PluginFiles.Routing}";
        }
        if (!HasDeIdentification)
            yield break;
        yield return $"--Plugins:Handlers:{index}:Plugin=StoreScp.DeIdentification";
        yield return $"--Plugins:Handlers:{index}:Settings:KeySecret={PluginFiles.KeySecret}";
        yield return $"--Plugins:SecretsFolder={PluginFiles.WriteSecrets(folder)}";
        yield return $"--Plugins:LedgerKeySecret={PluginFiles.KeySecret}";
    }
}
