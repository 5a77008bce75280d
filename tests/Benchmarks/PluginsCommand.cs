using StoreScp.Benchmarks.Plugins;
using StoreScp.Benchmarks.Reporting;

namespace StoreScp.Benchmarks;

/// <summary>Measures our server with plugins beside itself without, and prints a table in Markdown.</summary>
public sealed class PluginsCommand(ThroughputOptions options, TextWriter output)
{
    /// <summary>Returns 0 when every run was without fault; a missed goal is no fault.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var throughput = new ThroughputCommand(options with { Servers = [.. PluginSet.All.Select(set => set.Name)] }, output);
        var code = await throughput.RunAsync(cancellation);
        output.WriteLine();
        PluginReport.Write(output, throughput.Summaries);
        return code;
    }
}
