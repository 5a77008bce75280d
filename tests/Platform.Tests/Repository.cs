using System.Collections.Concurrent;
using StoreScp.Platform.Graph;
using StoreScp.Platform.Graph.Settings;

namespace StoreScp.Platform.Tests;

/// <summary>The environments of this repository, each recorded once.</summary>
internal static class Repository
{
    private static readonly ConcurrentDictionary<(string, bool), Lazy<Task<PlatformGraph>>> Graphs = new();

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Environments { get; } = EnvironmentFile.Names(Root);

    public static EnvironmentFile Environment(string name) => EnvironmentFile.Read(Root, name);

    public static Task<PlatformGraph> GraphAsync(string environment, bool isPreview = false) => Graphs.GetOrAdd(
        (environment, isPreview), key => new(() => PlatformRecorder.RecordAsync(Environment(key.Item1), key.Item2))).Value;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pulumi.yaml")))
            folder = folder.Parent ?? throw new InvalidOperationException("Pulumi.yaml is above no folder of the test assembly.");
        return folder.FullName;
    }
}
