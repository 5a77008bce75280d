using StoreScp.Plugins;

namespace StoreScp.PluginTesting.Tests.Handlers;

/// <summary>A handler that only reads its settings, and a secret.</summary>
internal sealed class SettingsHandler : IPreStoreHandler
{
    public SampleSettings? Settings { get; private set; }

    public byte[]? Secret { get; private set; }

    public async ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        Settings = context.GetSettings<SampleSettings>();
        if (Settings.Secret is { } name)
            Secret = (await context.Secrets.GetAsync(name, cancellation)).ToArray();
        context.Logger.Information("ready");
    }

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation) => ValueTask.FromResult(PreStoreResult.Continue);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
