using StoreScp.Benchmarks.Corpora;
using StoreScp.Benchmarks.Discarding;
using StoreScp.Benchmarks.Generator;
using StoreScp.Benchmarks.Reporting;
using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks.Measuring;

/// <summary>One run: a fresh server on a fresh folder, a warm-up, the measured phase, and the check of what was stored.</summary>
public sealed class MeasuredRun(Scenario scenario, GeneratedInstance instance, IMeasuredServer server, RunFolders folders, bool steady)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    /// <summary>The command line, with environment, of the server as it ran.</summary>
    public string ServerCommandLine { get; private set; } = "";

    public async Task<RunMeasurement> RunAsync(CancellationToken cancellation)
    {
        var folder = folders.Create();
        try
        {
            return await MeasureAsync(folder, cancellation);
        }
        finally
        {
            RunFolders.Empty(folder);
        }
    }

    private async Task<RunMeasurement> MeasureAsync(string folder, CancellationToken cancellation)
    {
        var process = await server.StartAsync(folder, cancellation);
        (LoadPlan Plan, LoadResult Result) warmUp, measured;
        RunMeasurement measurement;
        await using (process)
        {
            ServerCommandLine = process.CommandLine;
            var generator = new LoadGenerator(MessageTemplate.Create(instance, process.AnnouncedLength), process.Port, Deadline);
            var warmUpPlan = new LoadPlan(scenario.Associations, scenario.WarmUpInstances, FirstInstanceNumber: 0, scenario.IsWarmedUpByTime ? WarmUp : TimeSpan.Zero, Steady: false);
            warmUp = (warmUpPlan, await generator.RunAsync(warmUpPlan, cancellation));

            GC.Collect();
            var tree = new ProcessTree(process.Id);
            var plan = new LoadPlan(scenario.Associations, scenario.InstancesPerAssociation, LoadPlan.NumbersPerPhase, TimeSpan.Zero, steady);
            var allocations = new AllocationCounter(process.Metrics);
            await allocations.StartAsync();
            var sampler = new MemorySampler(tree);
            var before = ProcessorTimes.Now(tree, process.Aws?.Processes);
            measured = (plan, await generator.RunAsync(plan, cancellation));
            var times = ProcessorTimes.Now(tree, process.Aws?.Processes) - before;
            await sampler.DisposeAsync();
            var allocated = await allocations.SinceStartAsync();
            measurement = Measurement(measured.Result, times, sampler.PeakBytes, allocated);
            if (process.HasExited)
                measurement = measurement with { Faults = [.. measurement.Faults, "the server has exited"] };
            if (process.HasExited || measurement.Failed > 0)
                measurement = measurement with { Faults = [.. measurement.Faults, process.LastLines()] };
        }

        var faults = server.Stores == StoredContent.Discarded
            ? new DiscardedObjects(instance, process.Discarded).Check([warmUp, measured])
            : new StoredFiles(instance, server.Stores).Check(server.ObjectsFolder(folder), [warmUp, measured]);
        return measurement with { Faults = [.. warmUp.Result.Troubles().Select(t => "warm-up: " + t), .. measurement.Faults, .. faults] };
    }

    private RunMeasurement Measurement(LoadResult load, ProcessorTimes times, long peakBytes, double? allocated) => new()
    {
        Scenario = scenario.Name,
        Server = server.Name,
        MegabytesPerSecond = load.MegabytesPerSecond,
        InstancesPerSecond = load.InstancesPerSecond,
        P50Milliseconds = load.ResponseMilliseconds(0.50),
        P99Milliseconds = load.ResponseMilliseconds(0.99),
        ServerSecondsPerGigabyte = times.Server / (load.Bytes / 1e9),
        AwsSecondsPerGigabyte = server.Stores == StoredContent.Discarded ? times.Aws / (load.Bytes / 1e9) : null,
        GeneratorSecondsPerGigabyte = times.Generator / (load.Bytes / 1e9),
        OthersPercent = times.OthersPercent,
        PeakMebibytes = peakBytes / 1048576.0,
        AllocatedBytesPerInstance = allocated / load.Instances,
        Instances = load.Instances,
        Seconds = load.Elapsed.TotalSeconds,
        EstablishingMilliseconds = load.Establishing.TotalMilliseconds,
        Refused = load.Refused,
        Failed = load.Failed,
        Faults = [.. load.Troubles()],
    };
}
