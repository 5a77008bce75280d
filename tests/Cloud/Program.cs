using System.Runtime.InteropServices;
using StoreScp.Cloud;

// The stand-in cloud for a person: starts it, prints what a server needs to run on it, and serves until Ctrl-C or SIGTERM.
if (args is not ["run"])
{
    await Console.Error.WriteLineAsync("Usage: run");
    return 64;
}
var folder = Directory.CreateTempSubdirectory("storescp-cloud-");
var stop = new TaskCompletionSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await using var cloud = await StandInCloud.StartAsync(new CloudOptions { Folder = Path.Combine(folder.FullName, "emulator") }, CancellationToken.None);
    foreach (var (name, value) in cloud.Environment)
        Console.WriteLine($"export {name}={value}");
    await stop.Task;
    return 0;
}
finally
{
    folder.Delete(recursive: true);
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
