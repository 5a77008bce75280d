using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Ends the process, in the way its settings say.</summary>
public sealed class CrashingHandler : IPreStoreHandler
{
    private string? _how;

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        _how = context.GetSettings().GetProperty("How").GetString();
        return ValueTask.CompletedTask;
    }

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        if (_how == "StackOverflow")
            Descend(0);
        else if (_how == "FailFast")
            Environment.FailFast("As the settings ask.");
        return ValueTask.FromResult(PreStoreResult.Continue);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static int Descend(int depth) => Descend(depth + 1) + Descend(depth + 2);
}
