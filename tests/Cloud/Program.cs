using System.Runtime.InteropServices;
using StoreScp.Cloud;
using StoreScp.Cloud.Scenario;
using StoreScp.Cloud.Scenario.Outages;

// The stand-in cloud for a person. `run` plays the scenario on it and ends; `outages` takes services away for a minute each and ends with 1 when a promise is not kept;
// `serve` prints what a server needs to run on it and stays until Ctrl-C.
if (args is not (["run"] or ["outages"] or ["outages", _] or ["serve"]))
{
    await Console.Error.WriteLineAsync("Usage: run | outages [NAME] | serve");
    return 64;
}
var folder = Directory.CreateTempSubdirectory("storescp-cloud-");
try
{
    var options = new CloudOptions { Folder = Path.Combine(folder.FullName, "emulator"), Function = CloudScenario.FunctionOf };
    await using var cloud = await StandInCloud.StartAsync(options, CancellationToken.None);
    if (args is ["outages", ..])
        return await new OutageScenario(cloud, folder.FullName, Console.Out).RunAsync(Outage.Named(args.ElementAtOrDefault(1)), CancellationToken.None) ? 0 : 1;
    if (args is ["run"])
        await new CloudScenario(cloud, folder.FullName, Console.Out).RunAsync(CancellationToken.None);
    else
        await ServeAsync(cloud);
    return 0;
}
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
finally
{
    folder.Delete(recursive: true);
}

static async Task ServeAsync(StandInCloud cloud)
{
    var stop = new TaskCompletionSource();
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    foreach (var (name, value) in cloud.Environment)
        Console.WriteLine($"export {name}={value}");
    await stop.Task;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
