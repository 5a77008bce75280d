using System.Diagnostics;

namespace StoreScp.Benchmarks.Servers;

/// <summary>Our server as it is shipped: published, ReadyToRun, with default settings but those named here.</summary>
/// <param name="executable">The published storescp.</param>
/// <param name="measureAllocations">Keeps the admin port on, where the count of allocated bytes is read before and after a phase.</param>
public sealed class OwnServer(string executable, string sopClassUID, string durability, bool measureAllocations) : IMeasuredServer
{
    public string Name => "ours";

    public StoredContent Stores => StoredContent.IdenticalDataSets;

    public string ObjectsFolder(string folder) => Path.Combine(folder, "objects");

    public Task<ServerProcess> StartAsync(string folder, CancellationToken cancellation)
    {
        var adminUrl = measureAllocations ? $"http://127.0.0.1:{FreePort.Find()}" : "";
        // Away from the checkout, so that no settings file of a developer is picked up.
        var start = new ProcessStartInfo(executable) { WorkingDirectory = folder };
        foreach (var setting in start.Environment.Keys.Where(k => k.StartsWith("STORESCP__", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(setting);
        foreach (var argument in new[]
        {
            "serve", "--Scp:Port=0", $"--Admin:Url={adminUrl}", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", $"--Storage:Path={folder}", $"--Storage:Durability={durability}",
        })
            start.ArgumentList.Add(argument);
        var metrics = measureAllocations ? new Uri(adminUrl + "/metrics") : null;
        return ServerProcess.StartAsync(start, port: null, sopClassUID, metrics, cancellation);
    }
}
