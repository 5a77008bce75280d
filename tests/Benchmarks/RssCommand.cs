using System.Diagnostics;
using StoreScp.Benchmarks.Corpora;
using StoreScp.Benchmarks.Generator;
using StoreScp.Benchmarks.Measuring;
using StoreScp.Benchmarks.Plugins;
using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks;

/// <summary>Peak memory of a server while many associations are each in the midst of a 105 MB instance.</summary>
public sealed class RssCommand(RssOptions shape, ThroughputOptions options, TextWriter output)
{
    private const double GoalMebibytes = 200;
    private const double PluginsRatio = 1.5;

    private double? _peakWithoutPlugins;

    /// <summary>Returns 0 when every instance was answered with Success; a missed goal is no fault.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var executable = options.Servers.Any(MeasuredServers.IsOurs) ? options.ServerExecutable ?? await ServerPublisher.PublishAsync(cancellation) : "";
        var instance = GeneratedImages.Create(shape.Corpus);
        var isFaultless = true;
        foreach (var name in options.Servers)
            isFaultless &= await MeasureAsync(MeasuredServers.Create(name, executable, instance.SOPClassUID, options), instance, cancellation);
        return isFaultless ? 0 : 1;
    }

    private async Task<bool> MeasureAsync(IMeasuredServer server, GeneratedInstance instance, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, $"storescp-benchmark-{Environment.ProcessId}")).FullName;
        try
        {
            await using var process = await server.StartAsync(folder, cancellation);
            // DCMTK encodes anew and may end up shorter by a few bytes: the pixel data is what must be there.
            await using var deletion = new DeletionBehind(server.ObjectsFolder(folder), instance.DataSet.Length - 65536);
            if (server.Stores is not (StoredContent.Nothing or StoredContent.Discarded))
                deletion.Start();
            var sampler = new MemorySampler(new ProcessTree(process.Id));
            var senders = new SlowSenders(MessageTemplate.Create(instance, process.AnnouncedLength), process.Port, shape);
            var clock = Stopwatch.StartNew();
            var (succeeded, troubles) = await senders.RunAsync(cancellation);
            await sampler.DisposeAsync();
            Print(server, process, succeeded, senders.MostAtOnce, sampler.PeakBytes / 1048576.0, clock.Elapsed, instance.DataSet.Length, troubles);
            return succeeded == shape.Associations;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Print(IMeasuredServer server, ServerProcess process, int succeeded, int mostAtOnce, double peak, TimeSpan elapsed, long bytesEach, IReadOnlyList<string> troubles)
    {
        output.WriteLine(process.CommandLine);
        output.WriteLine(FormattableString.Invariant(
            $"{server.Name}: peak RSS {peak:0} MiB with {mostAtOnce} instances of {bytesEach} bytes in flight at once; {succeeded} of {shape.Associations} stored in {elapsed.TotalSeconds:0} s ({succeeded * bytesEach / 1e6 / elapsed.TotalSeconds:0} MB/s)"));
        if (server.Name == "ours" && shape.Associations == 300)
            output.WriteLine(FormattableString.Invariant($"  goal ≤ {GoalMebibytes:0} MiB: {(peak <= GoalMebibytes ? "met" : "MISSED")}"));
        if (server.Name == PluginSet.None.Name)
            _peakWithoutPlugins = peak;
        else if (PluginSet.IsOurs(server.Name) && _peakWithoutPlugins is { } without)
            output.WriteLine(FormattableString.Invariant($"  {peak / without:0.00} × without plugins, goal ≤ {PluginsRatio}: {(peak <= PluginsRatio * without ? "met" : "MISSED")}"));
        output.WriteLine(FormattableString.Invariant($"| {shape.Associations} × {bytesEach / 1000000} MB {server.Name} | {peak:0} MiB | {(_peakWithoutPlugins is { } of ? peak / of : double.NaN):0.00} |"));
        foreach (var trouble in troubles)
            output.WriteLine($"  FAULT {trouble}");
    }
}
