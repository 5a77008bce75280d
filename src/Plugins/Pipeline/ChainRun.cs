using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>One instance on its way through a chain.</summary>
internal sealed class ChainRun(ReceivedInstance instance, TimeProvider time)
{
    /// <summary>Refused: Out of Resources (PS3.4 Table B.2-1): the peer may send it again.</summary>
    public const ushort OutOfResources = 0xA700;

    private readonly List<HandlerStep> _steps = [];
    private readonly List<string> _routes = [];
    private readonly List<TrailerEdit> _trailerEdits = [];
    private readonly List<Task> _abandoned = [];
    private ReceivedInstance _instance = instance;
    private PreStoreResultKind _decision = PreStoreResultKind.Continue;
    private string _reason = "";
    private ushort _status;
    private bool _isProtected;

    /// <summary>Asks one handler; false when the chain ends with it.</summary>
    public async ValueTask<bool> TryStepAsync(ChainHandler handler, CancellationToken cancellation)
    {
        var before = _instance.Fork();
        // What may be bypassed works on a copy: when it fails half-way, or goes on after its deadline, nothing of it stays.
        var mayBypass = handler.OnFailure == FailureAction.Bypass && !handler.Traits.ProtectsPatients;
        var attempt = mayBypass ? before.Fork() : _instance;
        GuardedResult<PreStoreResult> answer;
        try
        {
            answer = await HandlerRules.RunAsync(handler, before, attempt, cancellation);
        }
        catch (HandlerFailedException e)
        {
            return OnFailure(handler, e, mayBypass);
        }
        _instance = attempt;
        AddStep(handler, answer, before);
        if (handler.Shadow is { } shadow)
            await ShadowRun.RunAsync(shadow, before, _instance, answer.Value, cancellation);
        return Decide(answer.Value);
    }

    public ChainOutcome ToOutcome(bool isProtected) => new()
    {
        Instance = _instance,
        Decision = _decision == PreStoreResultKind.Continue && _routes.Count > 0 ? PreStoreResultKind.Route : _decision,
        Reason = _reason,
        Status = _status,
        Routes = _routes,
        IsProtected = isProtected,
        Steps = _steps,
        TrailerEdits = _trailerEdits,
        Settled = Task.WhenAll(_abandoned),
    };

    /// <summary>Error Comment (0000,0902) for a failure of this handler.</summary>
    public static string CommentOf(ChainHandler handler)
    {
        var comment = $"Plugin handler {handler.Traits.Name} failed";
        return comment.Length <= PreStoreResult.MaximumCommentLength ? comment : comment[..PreStoreResult.MaximumCommentLength];
    }

    private void AddStep(ChainHandler handler, GuardedResult<PreStoreResult> answer, ReceivedInstance before)
    {
        var changes = InstanceDifferences.Between(before, _instance, HandlerStep.MaximumListed + 1);
        var isWhole = changes.Count <= HandlerStep.MaximumListed;
        _steps.Add(new HandlerStep
        {
            Handler = handler.Traits,
            Result = answer.Value,
            Elapsed = answer.Elapsed,
            AllocatedBytes = answer.AllocatedBytes,
            Changes = isWhole ? changes : [.. changes.Take(HandlerStep.MaximumListed)],
            HasMoreChanges = !isWhole,
        });
        for (var i = before.TrailerEdits.Count; i < _instance.TrailerEdits.Count; i++)
            _trailerEdits.Add(new TrailerEdit(handler, _instance.TrailerEdits[i]));
        _isProtected |= handler.Traits.ProtectsPatients;
        // After a handler that protects patients nothing is written that tells what was there before it.
        if (!_isProtected && changes.Count > 0)
            OriginalAttributes.Add(_instance, before, isWhole ? changes : DatasetDifferences.Between(before.Header, _instance.Header), handler.Traits, time.GetUtcNow());
    }

    private bool OnFailure(ChainHandler handler, HandlerFailedException error, bool mayBypass)
    {
        _steps.Add(new HandlerStep { Handler = handler.Traits, Failure = error.Failure, Problem = error.Message });
        _abandoned.Add(error.StillRunning);
        if (mayBypass)
            return true;
        var isQuarantined = handler.OnFailure == FailureAction.Quarantine;
        _decision = isQuarantined ? PreStoreResultKind.Quarantine : PreStoreResultKind.Refuse;
        _status = isQuarantined ? (ushort)0 : OutOfResources;
        _reason = CommentOf(handler);
        return false;
    }

    private bool Decide(PreStoreResult result)
    {
        _routes.AddRange(result.Routes.Except(_routes, StringComparer.Ordinal));
        if (result.Kind is PreStoreResultKind.Continue or PreStoreResultKind.Route)
            return true;
        (_decision, _reason, _status) = (result.Kind, result.Reason, result.Status);
        return false;
    }
}
