using StoreScp.Plugins;
using StoreScp.Plugins.Pipeline;
using StoreScp.Plugins.Testing;

namespace StoreScp.PluginTesting.Tests.Handlers;

/// <summary>A handler as the test says.</summary>
internal sealed class DelegateHandler(Func<ReceivedInstance, PluginContext, CancellationToken, ValueTask<PreStoreResult>> process) : IPreStoreHandler
{
    private PluginContext? _context;

    public bool IsDisposed { get; private set; }

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        _context = context;
        return ValueTask.CompletedTask;
    }

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation) => process(instance, _context!, cancellation);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    public static HandlerTraits Header { get; } = new() { Name = "Delegate", PluginName = "Tests.Plugin", PluginVersion = "1.0.0" };

    public static HandlerTraits Whole { get; } = Header with { Needs = HandlerNeeds.WholeDataSet };

    /// <summary>A handler that needs the header, and edits.</summary>
    public static Task<PluginTest> EditingAsync(Action<ReceivedInstance> edit, PluginTestOptions? options = null) => CreateAsync((instance, _, _) =>
    {
        edit(instance);
        return ValueTask.FromResult(PreStoreResult.Continue);
    }, options);

    public static Task<PluginTest> CreateAsync(
        Func<ReceivedInstance, PluginContext, CancellationToken, ValueTask<PreStoreResult>> process, PluginTestOptions? options = null)
    {
        options ??= new();
        return PluginTest.CreateAsync(new DelegateHandler(process), settings: null, options with { Traits = options.Traits ?? Header });
    }
}
