using StoreScp.Plugins;

namespace StoreScp.PluginTesting.Tests.Handlers;

/// <summary>A handler that plugin.json beside this assembly names.</summary>
internal sealed class ManifestHandler : IPreStoreHandler
{
    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation) => ValueTask.FromResult(PreStoreResult.Continue);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
