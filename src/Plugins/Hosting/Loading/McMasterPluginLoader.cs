using McMaster.NETCore.Plugins;

namespace StoreScp.Plugins.Hosting.Loading;

/// <summary>
/// Loads by McMaster.NETCore.Plugins (docs/decisions/0008-plugin-hosting.md). From files, not from memory: native libraries and
/// Assembly.Location work then, and the files are a copy of the process's own, so that the site can replace the originals at any time.
/// </summary>
internal sealed class McMasterPluginLoader : IPluginLoader
{
    public PluginAssembly Load(string assemblyPath)
    {
        var loader = PluginLoader.CreateFromAssemblyFile(assemblyPath, config =>
        {
            config.IsUnloadable = true;
            config.EnableHotReload = false;
            config.LoadInMemory = false;
            config.PreferSharedTypes = false;
            foreach (var shared in SharedAssemblies.All)
                config.SharedAssemblies.Add(shared.GetName());
        });
        try
        {
            return new(loader.LoadDefaultAssembly(), loader.Dispose);
        }
        catch
        {
            loader.Dispose();
            throw;
        }
    }
}
