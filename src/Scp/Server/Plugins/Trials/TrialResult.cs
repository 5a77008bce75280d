using StoreScp.Plugins;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Server.Plugins.Trials;

/// <summary>What became of one file.</summary>
/// <param name="BulkProblem">Why the handlers' stream over the bulk failed: a server would refuse the instance; else null.</param>
/// <param name="WrittenTo">The file that was written; null when none was asked for, or nothing would be stored.</param>
internal sealed record TrialResult(
    string File, ChainOutcome Outcome, IReadOnlyList<TrialChange> Changes, IReadOnlyList<TrialLogLine> Log, string? BulkProblem, string? WrittenTo)
{
    public bool HasFailed => BulkProblem is not null || Outcome.Steps.Any(step => step.Failure is not null);

    /// <summary>What the server would do with it.</summary>
    public PreStoreResultKind Decision => BulkProblem is null ? Outcome.Decision : PreStoreResultKind.Refuse;
}
