using System.Reflection;
using StoreScp.Dicom;

namespace StoreScp.Plugins.Hosting.Loading;

/// <summary>What host and plugins have in common, beside the base class library: everything else a plugin brings itself.</summary>
internal static class SharedAssemblies
{
    public static IReadOnlyList<Assembly> All { get; } = [typeof(IPreStoreHandler).Assembly, typeof(DicomTag).Assembly];

    public static AssemblyName Contract { get; } = typeof(IPreStoreHandler).Assembly.GetName();

    /// <summary>Assemblies of the host's own that a plugin would be given silently if it did not bring them.</summary>
    private static readonly HashSet<string> HostOnly = FindHostOnly();

    public static AssemblyName? Find(string name) =>
        All.Select(assembly => assembly.GetName()).FirstOrDefault(shared => shared.Name!.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static bool IsHostOnly(string name) => HostOnly.Contains(name);

    private static HashSet<string> FindHostOnly()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var known = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return known.Where(path => Path.GetDirectoryName(path) != runtime)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => Find(name) is null)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
