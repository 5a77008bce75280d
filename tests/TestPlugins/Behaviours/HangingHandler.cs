using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Does not look at its token, and comes back when the test says so.</summary>
public sealed class HangingHandler : IPreStoreHandler
{
    private HangingSettings? _settings;
    private IPluginLogger? _logger;

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        (_settings, _logger) = (context.GetSettings<HangingSettings>(), context.Logger);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        var name = instance.Header["PatientName"];
        Gate.Signal(_settings!.Entered);
        await Gate.Of(_settings.Release);
        _logger!.Information($"back with {name}");
        return PreStoreResult.Continue;
    }

    public ValueTask DisposeAsync()
    {
        Gate.Signal(_settings?.Disposed);
        return ValueTask.CompletedTask;
    }
}
