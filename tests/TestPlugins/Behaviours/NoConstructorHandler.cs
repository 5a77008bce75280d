using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>A handler that the host cannot make.</summary>
public sealed class NoConstructorHandler(string text) : IPreStoreHandler
{
    public string Text { get; } = text;

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation) => ValueTask.FromResult(PreStoreResult.Continue);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
