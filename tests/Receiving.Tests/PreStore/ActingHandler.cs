using StoreScp.Plugins;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>A handler that does what the test says.</summary>
public sealed class ActingHandler(Func<ReceivedInstance, CancellationToken, ValueTask<PreStoreResult>> act) : IPreStoreHandler, IHandlerGuard
{
    public HandlerTraits Traits { get; init; } = new() { Name = "acting", PluginName = "Test.Acting", PluginVersion = "1.2.3" };

    public FailureAction OnFailure { get; init; }

    public static ActingHandler Edit(Action<ReceivedInstance> edit) => new((instance, _) =>
    {
        edit(instance);
        return new(PreStoreResult.Continue);
    });

    public static ActingHandler Answer(PreStoreResult result) => new((_, _) => new(result));

    public ActingHandler Named(string name) => new(act) { Traits = Traits with { Name = name }, OnFailure = OnFailure };

    public ActingHandler With(FailureAction onFailure) => new(act) { Traits = Traits, OnFailure = onFailure };

    public ActingHandler Whole() => new(act) { Traits = Traits with { Needs = HandlerNeeds.WholeDataSet }, OnFailure = OnFailure };

    public ActingHandler ChangingUIDs() => new(act) { Traits = Traits with { ChangesUIDs = true }, OnFailure = OnFailure };

    public ActingHandler Protecting() => new(act) { Traits = Traits with { ProtectsPatients = true }, OnFailure = OnFailure };

    public ChainHandler ToChainHandler() => new() { Traits = Traits, Handler = this, Guard = this, OnFailure = OnFailure };

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation) => act(instance, cancellation);

    public async ValueTask<GuardedResult<T>> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        try
        {
            return new(await call(cancellation), TimeSpan.FromMilliseconds(1), 100);
        }
        catch (Exception e) when (e is not HandlerFailedException)
        {
            throw new HandlerFailedException(HandlerFailure.Threw, $"{Traits.Name} threw {e.GetType().Name}", e);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
