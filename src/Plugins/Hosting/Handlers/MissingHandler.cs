using StoreScp.Plugins.Hosting.Guarding;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>Stands where a configured handler is not loaded: every instance fails here, none passes.</summary>
internal sealed class MissingHandler : IPreStoreHandler, IHandlerGuard
{
    private readonly string _sentence;
    private readonly HandlerCounters _counters;

    private MissingHandler(string name, HandlerCounters counters) =>
        (_sentence, _counters) = ($"Handler '{name}' is not loaded.", counters);

    public static ChainHandler In(HandlerOptions options, HandlerCounters counters)
    {
        var missing = new MissingHandler(options.Name, counters);
        return new()
        {
            // What it would do is not known: it is taken for one that protects patients.
            Traits = new() { Name = options.Name, PluginName = options.Plugin, PluginVersion = options.Version ?? "", ProtectsPatients = true },
            Handler = missing,
            Guard = missing,
            OnFailure = options.OnFailure == FailureAction.Bypass ? FailureAction.Refuse : options.OnFailure,
        };
    }

    public ValueTask<GuardedResult<T>> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        _counters.CountCall();
        var failure = new HandlerFailedException(HandlerFailure.NotLoaded, _sentence);
        _counters.CountFailure(failure.Failure, _sentence);
        return ValueTask.FromException<GuardedResult<T>>(failure);
    }

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation) =>
        ValueTask.FromException<PreStoreResult>(new HandlerFailedException(HandlerFailure.NotLoaded, _sentence));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
