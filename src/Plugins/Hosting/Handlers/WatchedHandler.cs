using StoreScp.Plugins.Hosting.Logging;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>A plugin's handler; tells the call in hand which instance it works on, for the log.</summary>
internal sealed class WatchedHandler(IPreStoreHandler handler) : IPreStoreHandler
{
    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation) => handler.InitializeAsync(context, cancellation);

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        CallInHand.Current?.Begin(instance);
        return handler.ProcessAsync(instance, cancellation);
    }

    public ValueTask DisposeAsync() => handler.DisposeAsync();
}
