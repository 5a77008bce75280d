using System.Globalization;

namespace StoreScp.Benchmarks.Reporting;

/// <summary>The plain-text table of a throughput run.</summary>
public static class TableReport
{
    private const double QuietPercent = 5;

    private const string Header =
        "scenario server       |   MB/s    ±%  inst/s |  p50 ms   p99 ms | CPU s/GB  aws s/GB  gen s/GB others% | peak MiB  alloc B/inst | refused failed  vs ours";

    public static void Write(TextWriter output, IReadOnlyList<ScenarioSummary> summaries, string durability)
    {
        output.WriteLine(Header);
        output.WriteLine(new string('-', Header.Length));
        foreach (var scenario in summaries.GroupBy(s => s.Scenario))
        {
            var ours = scenario.FirstOrDefault(s => s.Server == "ours");
            foreach (var server in scenario)
                output.WriteLine(Row(server, ours));
        }

        output.WriteLine();
        foreach (var summary in summaries)
        {
            foreach (var fault in summary.Faults.Distinct().Take(5))
                output.WriteLine($"FAULT {summary.Scenario} {summary.Server}: {fault}");
        }

        if (summaries.Any(s => s.OthersPercent > QuietPercent))
            output.WriteLine("The machine was busy with something else (others%): ratios are blurred, MB/s and CPU s/GB are worse than the servers'. Repeat on a quiet machine.");

        var goals = summaries.Where(s => s.Server == "ours").SelectMany(s => GoalCheck.Lines(s, summaries, durability)).ToArray();
        if (goals.Length > 0)
            output.WriteLine("Goals (stretch for CPU: 0.9 s/GB)");
        foreach (var line in goals)
            output.WriteLine(line);
    }

    private static string Row(ScenarioSummary s, ScenarioSummary? ours)
    {
        var allocated = s.AllocatedBytesPerInstance is { } bytes ? bytes.ToString("0", CultureInfo.InvariantCulture) : "-";
        var aws = s.AwsSecondsPerGigabyte is { } seconds ? seconds.ToString("0.00", CultureInfo.InvariantCulture) : "-";
        var ratio = ours is null || ours == s ? "" : $"ours is {(ours.MegabytesPerSecond / s.MegabytesPerSecond).ToString("0.00", CultureInfo.InvariantCulture)}×";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{s.Scenario,-8} {s.Server,-12} | {s.MegabytesPerSecond,6:0} {s.SpreadPercent,5:0} {s.InstancesPerSecond,7:0} | {s.P50Milliseconds,7:0.00} {s.P99Milliseconds,8:0.00} | {s.ServerSecondsPerGigabyte,8:0.00} {aws,9} {s.GeneratorSecondsPerGigabyte,9:0.00} {s.OthersPercent,7:0} | {s.PeakMebibytes,8:0} {allocated,13} | {s.Refused,7} {s.Failed,6}  {ratio}");
    }
}
