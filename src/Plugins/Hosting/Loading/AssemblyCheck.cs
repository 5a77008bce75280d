using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using StoreScp.Plugins.Hosting.Folders;

namespace StoreScp.Plugins.Hosting.Loading;

/// <summary>Reads what a plugin's assemblies refer to, before any of them is loaded.</summary>
internal static class AssemblyCheck
{
    /// <exception cref="PluginRefusedException">The plugin would not run in this host; the message says why.</exception>
    public static void Run(string folder, string mainAssembly)
    {
        var main = Path.Combine(folder, mainAssembly);
        if (!File.Exists(main))
            throw new PluginRefusedException($"The manifest's assembly '{mainAssembly}' is not in the folder.");
        var references = References(main) ?? throw new PluginRefusedException($"'{mainAssembly}' is no .NET assembly.");
        if (!references.Any(reference => reference.Name == SharedAssemblies.Contract.Name))
            throw new PluginRefusedException($"'{mainAssembly}' does not refer to {SharedAssemblies.Contract.Name}: it is no plugin.");

        var assemblies = Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories).ToList();
        var own = assemblies.Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var assembly in assemblies)
        {
            foreach (var (name, version) in References(assembly) ?? [])
                Check(Path.GetFileName(assembly), name, version, own);
        }
    }

    private static void Check(string file, string name, Version version, HashSet<string> own)
    {
        if (SharedAssemblies.Find(name) is { } shared)
        {
            var host = shared.Version!;
            if (version.Major != host.Major)
                throw new PluginRefusedException($"'{file}' was built against {name} {version.ToString(3)}; this server has {host.ToString(3)}, another major version. It must be built anew.");
            if (version > host)
                throw new PluginRefusedException($"'{file}' was built against {name} {version.ToString(3)}, which is newer than this server's {host.ToString(3)}. Update the server, or build against its version.");
        }
        else if (SharedAssemblies.IsHostOnly(name) && !own.Contains(name))
        {
            throw new PluginRefusedException($"'{file}' needs {name}, which is neither in the folder nor in the .NET runtime; the server's own is not shared. Publish the plugin with it.");
        }
    }

    /// <summary>Null: no .NET assembly.</summary>
    private static List<(string Name, Version Version)>? References(string path)
    {
        try
        {
            using var pe = new PEReader(File.OpenRead(path));
            if (!pe.HasMetadata)
                return null;
            var metadata = pe.GetMetadataReader();
            return [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(reference => (metadata.GetString(reference.Name), reference.Version))];
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
