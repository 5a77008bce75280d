using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Allocates a mebibyte before it waits, and one after.</summary>
public sealed class AllocatingHandler : IPreStoreHandler
{
    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public async ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        GC.KeepAlive(new byte[1 << 20]);
        await Task.Yield();
        GC.KeepAlive(new byte[1 << 20]);
        return PreStoreResult.Continue;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
