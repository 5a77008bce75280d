using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.Emulator;

// An emulator in a process that tests may kill: EMULATOR_FOLDER BUCKET_FOLDER. Prints a line when it hosts, or knows who does.
var options = new EmulatorOptions
{
    Folder = args[0],
    Buckets = new Dictionary<string, string> { ["local"] = args[1] },
    Throttles = EmulatorThrottles.None,
    Delays = new() { Submitted = TimeSpan.FromMilliseconds(100), PerJob = TimeSpan.FromMilliseconds(200) },
};
var host = new EmulatorHost(options, TimeProvider.System, NullLoggerFactory.Instance);
Task running = host.RunAsync(CancellationToken.None);
await host.WaitAsync(CancellationToken.None);
Console.WriteLine($"ready {Environment.ProcessId}");
await running;
