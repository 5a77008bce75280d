using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Works on and on, until its token says stop.</summary>
public sealed class StoppingHandler : IPreStoreHandler
{
    private string? _entered;

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        _entered = context.GetSettings().GetProperty("Entered").GetString();
        return ValueTask.CompletedTask;
    }

    public async ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        Gate.Signal(_entered);
        await Task.Delay(Timeout.Infinite, cancellation);
        return PreStoreResult.Continue;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
