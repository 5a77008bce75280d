using StoreScp.Benchmarks.Corpora;
using StoreScp.Benchmarks.Measuring;
using StoreScp.Benchmarks.Reporting;
using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks;

/// <summary>Measures servers side by side: for each scenario the servers take turns, so that a drift of the machine hits all alike.</summary>
public sealed class ThroughputCommand(ThroughputOptions options, TextWriter output)
{
    private const double QuietPercent = 10;

    private readonly List<RunMeasurement> _runs = [];
    private readonly Dictionary<string, string> _commandLines = [];
    private readonly Dictionary<char, GeneratedInstance> _instances = [];
    private int _repeated;

    /// <summary>What was measured; after <see cref="RunAsync(CancellationToken)"/>.</summary>
    public IReadOnlyList<ScenarioSummary> Summaries { get; private set; } = [];

    /// <summary>Returns 0 when every run was without fault; a missed goal is no fault.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var executable = options.Servers.Any(MeasuredServers.IsOurs) ? options.ServerExecutable ?? await ServerPublisher.PublishAsync(cancellation) : "";
        using var folders = new RunFolders(options.Folder);
        foreach (var scenario in options.Scenarios)
        {
            var instance = InstanceOf(scenario.Corpus);
            for (var run = 1; run <= options.Runs; run++)
            {
                foreach (var name in options.Servers)
                    await RunAsync(scenario, instance, MeasuredServers.Create(name, executable, instance.SOPClassUID, options), folders, run, cancellation);
            }
        }

        var summaries = Summaries = [.. _runs.GroupBy(r => (r.Scenario, r.Server)).Select(g => new ScenarioSummary(g.Key.Scenario, g.Key.Server, [.. g]))];
        var settings = Settings().ToArray();
        output.WriteLine();
        foreach (var line in settings)
            output.WriteLine(line);
        output.WriteLine();
        TableReport.Write(output, summaries, options.Durability);
        if (options.JsonFile is { } file)
            JsonReport.Write(file, settings, summaries);
        return summaries.Any(s => s.Faults.Any()) ? 1 : 0;
    }

    private async Task RunAsync(Scenario scenario, GeneratedInstance instance, IMeasuredServer server, RunFolders folders, int number, CancellationToken cancellation)
    {
        var run = new MeasuredRun(scenario, instance, server, folders, options.Steady);
        var measured = await run.RunAsync(cancellation);
        // Chosen by what others did, not by the result; a run with faults is never thrown away.
        for (var repeat = 0; repeat < options.QuietRepeats && measured is { OthersPercent: > QuietPercent, Faults.Count: 0 }; repeat++)
        {
            _repeated++;
            measured = await run.RunAsync(cancellation);
        }

        _runs.Add(measured);
        _commandLines.TryAdd(server.Name, run.ServerCommandLine);
        output.WriteLine(FormattableString.Invariant(
            $"{scenario.Name,-6} run {number} {server.Name,-11} {measured.MegabytesPerSecond,6:0} MB/s  {measured.Instances} instances in {measured.Seconds:0.00} s, established in {measured.EstablishingMilliseconds:0} ms, others {measured.OthersPercent:0} %{(measured.Faults.Count == 0 ? "" : "  FAULT: " + measured.Faults[0])}"));
    }

    private IEnumerable<string> Settings()
    {
        yield return $"Folder {options.Folder}, durability {options.Durability}, medians of {options.Runs} interleaved runs, {Environment.ProcessorCount} processors shared by server and generator.";
        yield return options.Steady ? "The clock starts when every association is established." : "The clock includes establishing the associations.";
        if (options.QuietRepeats > 0)
            yield return $"{_repeated} runs were repeated because others used more than {QuietPercent} % of the processors.";
        foreach (var (_, instance) in _instances)
            yield return $"Corpus {instance.Name}: {instance.DataSet.Length} bytes of data set, SOP class {instance.SOPClassUID}.";
        yield return "Servers as they were started (everything else is their default):";
        foreach (var (name, line) in _commandLines)
            yield return $"  {name}: {line}";
    }

    private GeneratedInstance InstanceOf(char corpus)
    {
        if (!_instances.TryGetValue(corpus, out var instance))
            _instances.Add(corpus, instance = GeneratedImages.Create(corpus));
        return instance;
    }
}
