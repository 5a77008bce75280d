using System.Diagnostics;
using StoreScp.Benchmarks.Plugins;

namespace StoreScp.Benchmarks.Servers;

/// <summary>Our server as it is shipped: published, ReadyToRun, with default settings but those named here.</summary>
/// <param name="plugins">The plugins it runs with.</param>
/// <param name="executable">The published storescp.</param>
/// <param name="measureAllocations">Keeps the admin port on, where the count of allocated bytes is read before and after a phase.</param>
public sealed class OwnServer(PluginSet plugins, string executable, string sopClassUID, string durability, bool measureAllocations) : IMeasuredServer
{
    public string Name => plugins.Name;

    public StoredContent Stores => plugins == PluginSet.None ? StoredContent.IdenticalDataSets : StoredContent.OneFileEach;

    public string ObjectsFolder(string folder) => Path.Combine(folder, "objects");

    public Task<ServerProcess> StartAsync(string folder, CancellationToken cancellation)
    {
        var adminUrl = measureAllocations ? $"http://127.0.0.1:{FreePort.Find()}" : "";
        var start = StartInfo(executable, folder,
        [
            "serve", "--Scp:Port=0", $"--Admin:Url={adminUrl}", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", $"--Storage:Path={folder}", $"--Storage:Durability={durability}",
            .. plugins.Arguments(folder),
        ]);
        var metrics = measureAllocations ? new Uri(adminUrl + "/metrics") : null;
        return ServerProcess.StartAsync(start, port: null, sopClassUID, metrics, cancellation);
    }

    /// <summary>Settings, and how code is compiled: the shell of a developer may have other wishes for tests.</summary>
    private static readonly string[] Withheld = ["STORESCP__", "DOTNET_TC_", "DOTNET_Tiered"];

    /// <summary>Without the settings of whoever runs the harness, and away from the checkout, so that no settings file of a developer is picked up.</summary>
    public static ProcessStartInfo StartInfo(string executable, string folder, IReadOnlyCollection<string> arguments)
    {
        var start = new ProcessStartInfo(executable, arguments) { WorkingDirectory = folder };
        foreach (var setting in start.Environment.Keys.Where(key => Withheld.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray())
            start.Environment.Remove(setting);
        return start;
    }
}
