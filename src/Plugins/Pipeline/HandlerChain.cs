using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>Runs handlers on one instance after the other, in their order, and keeps what they did within the rules.</summary>
/// <remarks>
/// <code>
///  instance ─► handler 1 ─► rules, diff, Original Attributes ─► handler 2 ─► … ─► outcome
///                 │ fails: refuse, quarantine, or (never for one that protects patients) as if it were not there
/// </code>
/// Thread-safe: one chain serves every instance of its associations.
/// </remarks>
public sealed class HandlerChain(IReadOnlyList<ChainHandler> handlers, TimeProvider time)
{
    public IReadOnlyList<ChainHandler> Handlers { get; } = handlers;

    public bool NeedsWholeDataSet { get; } = handlers.Any(handler => handler.Traits.Needs == HandlerNeeds.WholeDataSet
        || handler.Shadow is { Handler.Traits.Needs: HandlerNeeds.WholeDataSet });

    public bool ProtectsPatients { get; } = handlers.Any(handler => handler.Traits.ProtectsPatients);

    /// <summary>Completes with a decision whatever the handlers do; throws only when <paramref name="cancellation"/> ends it.</summary>
    /// <param name="instance">Not to be used by the caller afterwards: the outcome has what became of it.</param>
    public async ValueTask<ChainOutcome> RunAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        var run = new ChainRun(instance, time);
        foreach (var handler in Handlers)
        {
            if (!await run.TryStepAsync(handler, cancellation))
                break;
        }
        return run.ToOutcome(ProtectsPatients);
    }

    /// <summary>Lets the handlers edit the elements after the bulk, when they have arrived.</summary>
    /// <param name="outcome">Of <see cref="RunAsync"/>, for an instance that was not whole.</param>
    /// <param name="trailer">These elements; edited in place.</param>
    /// <returns>The outcome with what was changed, or with a refusal when a handler failed.</returns>
    public static async ValueTask<ChainOutcome> EditTrailerAsync(ChainOutcome outcome, DicomDataset trailer, CancellationToken cancellation)
    {
        foreach (var edit in outcome.TrailerEdits)
        {
            var before = trailer.Fork();
            try
            {
                await edit.Handler.Guard.RunAsync(_ =>
                {
                    edit.Edit(trailer);
                    return ValueTask.FromResult(true);
                }, cancellation);
            }
            catch (HandlerFailedException e)
            {
                return TrailerSteps.Failed(outcome, edit.Handler, e);
            }
            outcome = TrailerSteps.Changed(outcome, edit.Handler, DatasetDifferences.Between(before, trailer, HandlerStep.MaximumListed));
        }
        return outcome;
    }

    /// <summary>The elements after the bulk as handlers left them; null unless the instance was whole.</summary>
    public static DicomDataset? TrailerOf(ChainOutcome outcome) => outcome.Instance.Trailer;

    /// <summary>Whether <see cref="EditTrailerAsync"/> has anything to do.</summary>
    public static bool WantsTrailer(ChainOutcome outcome) => outcome.TrailerEdits.Count > 0;
}
