using System.Collections.Concurrent;

namespace StoreScp.Simulation;

/// <summary>Plays scenarios, each once, several at a time: which one ends first changes nothing in any of them.</summary>
internal sealed class Runs
{
    private readonly ConcurrentDictionary<Scenario, RunResult> _results = new();

    public RunResult Of(Scenario scenario) => _results.GetOrAdd(scenario, Run.Play);

    /// <summary>A row for each scenario, in their order.</summary>
    public IReadOnlyList<string[]> Rows(IReadOnlyList<Scenario> scenarios, Func<Scenario, RunResult, string[]> row)
    {
        Parallel.ForEach(scenarios.Distinct(), scenario => Of(scenario));
        return [.. scenarios.Select(scenario => row(scenario, Of(scenario)))];
    }
}
