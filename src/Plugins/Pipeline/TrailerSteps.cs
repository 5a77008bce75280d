using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>Adds what happened to the elements after the bulk to the steps of their handlers.</summary>
internal static class TrailerSteps
{
    public static ChainOutcome Changed(ChainOutcome outcome, ChainHandler handler, IReadOnlyList<ElementDifference> changes)
    {
        if (changes.Count == 0)
            return outcome;
        return Replace(outcome, handler, step => step with
        {
            Changes = [.. step.Changes.Concat(changes).Take(HandlerStep.MaximumListed)],
            HasMoreChanges = step.HasMoreChanges || step.Changes.Count + changes.Count > HandlerStep.MaximumListed,
        });
    }

    /// <summary>The header is on its way already, so that neither quarantine nor bypass can have the instance as it was: it is refused.</summary>
    public static ChainOutcome Failed(ChainOutcome outcome, ChainHandler handler, HandlerFailedException error) =>
        Replace(outcome, handler, step => step with { Result = null, Failure = error.Failure, Problem = error.Message }) with
        {
            Decision = PreStoreResultKind.Refuse,
            Status = ChainRun.OutOfResources,
            Reason = ChainRun.CommentOf(handler),
            Settled = Task.WhenAll(outcome.Settled, error.StillRunning),
        };

    private static ChainOutcome Replace(ChainOutcome outcome, ChainHandler handler, Func<HandlerStep, HandlerStep> change) =>
        outcome with { Steps = [.. outcome.Steps.Select(step => step.Handler == handler.Traits ? change(step) : step)] };
}
