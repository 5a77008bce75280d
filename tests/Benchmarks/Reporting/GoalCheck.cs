using System.Globalization;

namespace StoreScp.Benchmarks.Reporting;

/// <summary>Sets what was measured beside the goals, one line each.</summary>
public static class GoalCheck
{
    private const double AllocatedBytesLimit = 65536;

    public static IEnumerable<string> Lines(ScenarioSummary ours, IReadOnlyList<ScenarioSummary> all, string durability)
    {
        if (Goal.Find(ours.Scenario, durability) is not { } goal)
            yield break;
        if (goal.Ratio > 0 && all.FirstOrDefault(s => s.Scenario == ours.Scenario && s.Server == goal.Peer) is { } peer)
        {
            var ratio = ours.MegabytesPerSecond / peer.MegabytesPerSecond;
            yield return Line(ours, $"MB/s ours/{goal.Peer}", ratio, "≥", goal.Ratio, ratio >= goal.Ratio, goal.StretchRatio is { } stretch && ratio >= stretch);
        }

        if (goal.SecondsPerGigabyte is { } seconds)
            yield return Line(ours, "server CPU s/GB", ours.ServerSecondsPerGigabyte, "≤", seconds, ours.ServerSecondsPerGigabyte <= seconds, ours.ServerSecondsPerGigabyte <= 0.9);
        if (goal.P99Milliseconds is { } p99)
            yield return Line(ours, "p99 ms", ours.P99Milliseconds, "≤", p99, ours.P99Milliseconds <= p99);
        if (ours.AllocatedBytesPerInstance is { } allocated)
            yield return Line(ours, "allocated B/instance", allocated, "≤", AllocatedBytesLimit, allocated <= AllocatedBytesLimit);
        yield return Line(ours, "refused", ours.Refused, "≤", 0, ours.Refused == 0);
    }

    private static string Line(ScenarioSummary ours, string what, double value, string relation, double goal, bool isMet, bool isStretchMet = false) =>
        string.Create(CultureInfo.InvariantCulture, $"  {ours.Scenario,-6} {what,-24} {value,10:0.##}  goal {relation} {goal,-8:0.##} {(isMet ? isStretchMet ? "met (stretch too)" : "met" : "MISSED")}");
}
