using StoreScp.Platform.Graph;
using StoreScp.Platform.Graph.Settings;

namespace StoreScp.Platform.Conformance;

/// <summary>Every environment and the graph of broken resources, applied once for all tests.</summary>
public sealed class AppliedEnvironments : IAsyncLifetime
{
    private readonly Dictionary<string, (AppliedGraph Graph, Report Report)> _applied = [];

    internal IReadOnlyDictionary<string, (AppliedGraph Graph, Report Report)> Applied => _applied;

    internal Report Broken { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        string root = Root();
        var names = EnvironmentFile.Names(root);
        var graphs = new List<AppliedGraph>();
        foreach (string name in names)
            graphs.Add(AppliedGraph.Of(await PlatformRecorder.RecordAsync(EnvironmentFile.Read(root, name))));
        var reports = await MotoRun.ApplyAsync([.. graphs, BrokenResources.In(graphs[0])]);
        foreach (var (index, name) in names.Index())
            _applied[name] = (graphs[index], reports[index]);
        Broken = reports[^1];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("StoreScp.sln is above no folder of the test assembly.");
        return folder.FullName;
    }
}
