using StoreScp.Dicom;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

/// <summary>One instance on its way through the handler, in the order of the server.</summary>
internal sealed class PluginTestRun
{
    /// <summary>Refused: Out of Resources (PS3.4 Table B.2-1), as for a handler that failed.</summary>
    private const ushort OutOfResources = 0xA700;

    private readonly HandlerTraits _traits;
    private readonly TestInstance _instance;
    private readonly PluginTestOptions _options;
    private readonly TestLogScope _log;
    private readonly TestGuard _guard;
    private readonly HandlerChain _chain;
    private readonly Scratch _scratch;

    public PluginTestRun(HandlerTraits traits, IPreStoreHandler handler, TestInstance instance, PluginTestOptions options, TestLogScope log, Scratch scratch)
    {
        (_traits, _instance, _options, _log, _scratch) = (traits, instance, options, log, scratch);
        _guard = new TestGuard(traits, options.Deadline, options.MaximumAllocationBytes, log);
        _chain = new HandlerChain([new ChainHandler { Traits = traits, Handler = handler, Guard = _guard, OnFailure = options.OnFailure }], options.Time);
    }

    public async Task<PluginTestResult> RunAsync(CancellationToken cancellation)
    {
        var received = Receive();
        var before = received.Header.Fork();
        var outcome = await _chain.RunAsync(received, cancellation);
        StoredBulk? bulk = null;
        var trailer = received.Trailer ?? _instance.BuildTrailer();
        if (IsStored(outcome))
            (outcome, bulk) = await StoreBulkAsync(outcome, cancellation);
        if (IsStored(outcome) && outcome.Instance.Trailer is { } whole)
            trailer = whole;
        else if (IsStored(outcome))
            outcome = await HandlerChain.EditTrailerAsync(outcome, trailer, cancellation);
        return ToResult(outcome, before, trailer, IsStored(outcome) ? bulk : null);
    }

    private static bool IsStored(ChainOutcome outcome) => outcome.Decision is PreStoreResultKind.Continue or PreStoreResultKind.Route;

    private ReceivedInstance Receive()
    {
        if (!_chain.NeedsWholeDataSet)
            return _instance.Build();
        var (received, whole) = _instance.BuildWhole(_scratch.Directory);
        _scratch.Keep(whole);
        return received;
    }

    /// <summary>A stream that a handler put over the bulk runs only now: when it fails, the instance is refused.</summary>
    private async Task<(ChainOutcome Outcome, StoredBulk? Bulk)> StoreBulkAsync(ChainOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Instance.Bulk is not { IsRemoved: false } bulk)
            return (outcome, null);
        try
        {
            var value = outcome.Instance.IsWhole ? bulk.OpenRead() : InstanceBuilder.Transform(bulk, new ArrivingStream(_instance.Bulk!.Open(_instance.TransferSyntax)));
            return (outcome, await BulkRecorder.ReadAsync(new BulkElement(bulk.Tag, bulk.VR, bulk.Length), value, _options.MaximumKeptBulkBytes, _scratch, cancellation));
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var name = _traits.Name;
            _log.Add(PluginLogLevel.Error, $"{name} failed in a stream over the bulk", e);
            var failed = outcome.Steps[0] with
            {
                Failure = e is DicomDataException ? HandlerFailure.BrokeRules : HandlerFailure.Threw,
                Problem = e is DicomDataException ? e.Message : $"{name} threw {e.GetType().Name} in a stream over the bulk",
            };
            _guard.Error = e;
            return (outcome with { Decision = PreStoreResultKind.Refuse, Status = OutOfResources, Reason = failed.Problem[..Math.Min(failed.Problem.Length, PreStoreResult.MaximumCommentLength)], Steps = [failed] }, null);
        }
    }

    private PluginTestResult ToResult(ChainOutcome outcome, DicomDataset before, DicomDataset trailer, StoredBulk? bulk)
    {
        var step = outcome.Steps[0];
        return new PluginTestResult
        {
            Decision = outcome.Decision,
            Reason = outcome.Reason,
            Status = outcome.Status,
            Routes = outcome.Routes,
            Failure = step.Failure,
            Problem = step.Problem,
            Exception = step.Failure is null ? null : _guard.Error,
            Changes = step.Changes,
            HasMoreChanges = step.HasMoreChanges,
            Header = outcome.Instance.Header,
            Trailer = trailer,
            Bulk = bulk,
            TransferSyntax = outcome.Instance.TransferSyntax,
            Association = outcome.Instance.Association,
            Log = _log.Lines(before),
            AllocatedBytes = step.AllocatedBytes,
            Elapsed = step.Elapsed,
        };
    }
}
