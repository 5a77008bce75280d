using StoreScp.Plugins;

namespace StoreScp.Benchmarks.Micro;

/// <summary>Looks at nothing and changes nothing.</summary>
public sealed class NoOpHandler : IPreStoreHandler
{
    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation) => ValueTask.FromResult(PreStoreResult.Continue);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
