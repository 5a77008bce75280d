using StoreScp.Plugins.TagCoercion.Loading;

namespace StoreScp.Plugins.TagCoercion;

/// <summary>Changes elements of the header by rules: docs/tag-coercion.md.</summary>
public sealed class TagCoercionHandler : IPreStoreHandler
{
    private CoercionEngine? _engine;
    private IPluginLogger? _logger;

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        _logger = context.Logger;
        _engine = CoercionLoader.Load(context);
        _logger.Information(FormattableString.Invariant($"{_engine.RuleCount} rules of tag coercion loaded"));
        return ValueTask.CompletedTask;
    }

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (_engine is null) throw new InvalidOperationException("The handler has not been initialized.");
        CoercionOutcome outcome = _engine.Run(instance.Association, instance.TransferSyntax, instance.Header);
        foreach (RuleTrace trace in outcome.Trace) _logger!.Debug(trace.Text);
        return ValueTask.FromResult(outcome.Result);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
