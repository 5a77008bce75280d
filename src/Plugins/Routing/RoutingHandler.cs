namespace StoreScp.Plugins.Routing;

/// <summary>Decides by rules where an instance goes: docs/routing.md.</summary>
public sealed class RoutingHandler : IPreStoreHandler
{
    private const string NoRule = "No rule of routing applied";

    private RoutingEngine? _engine;
    private IPluginLogger? _logger;

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        _logger = context.Logger;
        _engine = RoutingLoader.Load(context);
        _logger.Information(FormattableString.Invariant($"{_engine.RuleCount} rules of routing loaded"));
        return ValueTask.CompletedTask;
    }

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (_engine is null) throw new InvalidOperationException("The handler has not been initialized.");
        RoutingOutcome outcome = _engine.Decide(instance.Association, instance.TransferSyntax, instance.Header);
        foreach (RoutingRule rule in outcome.Applied) _logger!.Debug(rule.Text);
        if (outcome.Applied.Count == 0) _logger!.Debug(NoRule);
        return ValueTask.FromResult(outcome.Result);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
