namespace StoreScp.Plugins.Hosting.Loading;

/// <summary>Loads a plugin's assembly with dependencies of its own; all that the host knows of how that is done.</summary>
internal interface IPluginLoader
{
    /// <summary>Loads an assembly into a context of its own, which can be unloaded.</summary>
    /// <param name="assemblyPath">Absolute; dependencies lie beside it.</param>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="BadImageFormatException">It is no assembly, or one for another kind of machine.</exception>
    PluginAssembly Load(string assemblyPath);
}
