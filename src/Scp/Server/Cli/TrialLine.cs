using StoreScp.Server.Plugins.Trials;

namespace StoreScp.Server.Cli;

/// <summary>One file of `storescp plugin try --json`. These names are fixed: scripts read them. Changes hold values.</summary>
internal sealed record TrialLine(
    string File, string Decision, string Reason, string? Status, IReadOnlyList<string> Routes, IReadOnlyList<TrialChange> Changes,
    IReadOnlyList<TrialHandlerLine> Handlers, IReadOnlyList<TrialLogLine> Log, string? Problem, string? WrittenTo)
{
    public static TrialLine Of(TrialResult result) => new(
        result.File, result.Decision.ToString(), result.Outcome.Reason, result.Outcome.Status == 0 ? null : $"{result.Outcome.Status:X4}H", result.Outcome.Routes,
        result.Changes, [.. result.Outcome.Steps.Select(TrialHandlerLine.Of)], result.Log, result.BulkProblem, result.WrittenTo);
}
