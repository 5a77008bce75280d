using System.Globalization;
using StoreScp.Benchmarks.Plugins;

namespace StoreScp.Benchmarks.Reporting;

/// <summary>What plugins cost, as a table in Markdown: each against the runs without plugins of the same round.</summary>
public static class PluginReport
{
    public static void Write(TextWriter output, IReadOnlyList<ScenarioSummary> summaries)
    {
        output.WriteLine("| | MB/s | throughput lost | goal | CPU s/GB | CPU added | p50, p99 ms | peak MiB | allocated B/instance | others% |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var scenario in summaries.GroupBy(s => s.Scenario))
        {
            var without = scenario.First(s => s.Server == PluginSet.None.Name);
            foreach (var summary in scenario)
                output.WriteLine(Row(summary, without));
        }
    }

    private static string Row(ScenarioSummary s, ScenarioSummary without)
    {
        var (lost, added, goal) = ("–", "–", "–");
        if (s != without)
        {
            var lostPercent = MedianOfRounds(s, without, (mine, theirs) => (1 - mine.MegabytesPerSecond / theirs.MegabytesPerSecond) * 100);
            var addedPercent = MedianOfRounds(s, without, (mine, theirs) => (mine.ServerSecondsPerGigabyte / theirs.ServerSecondsPerGigabyte - 1) * 100);
            lost = Number(lostPercent, "0.0") + " %";
            added = Number(addedPercent, "+0.0;-0.0") + " %";
            goal = GoalOf(s.Server) is { } limit ? $"≤ {Number(limit, "0")} %: {(lostPercent <= limit ? "met" : "**missed**")}" : "–";
        }
        var allocated = s.AllocatedBytesPerInstance is { } bytes ? Number(bytes, "#,0") : "–";
        return $"| {s.Scenario} {s.Server} | {Number(s.MegabytesPerSecond, "0")} | {lost} | {goal} | {Number(s.ServerSecondsPerGigabyte, "0.00")} | {added} | " +
            $"{Number(s.P50Milliseconds, "0.00")}, {Number(s.P99Milliseconds, "0.00")} | {Number(s.PeakMebibytes, "0")} | {allocated} | {Number(s.OthersPercent, "0")} |";
    }

    /// <summary>Percent of throughput that may be lost.</summary>
    private static double? GoalOf(string server) =>
        server == PluginSet.Rules.Name ? 10 : server == PluginSet.DeIdentification.Name ? 35 : null;

    /// <summary>Runs of one round stand side by side, so that a drift of the machine falls out.</summary>
    private static double MedianOfRounds(ScenarioSummary s, ScenarioSummary without, Func<Measuring.RunMeasurement, Measuring.RunMeasurement, double> compare)
    {
        var sorted = s.Runs.Zip(without.Runs, compare).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
