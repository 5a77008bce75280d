using StoreScp.Plugins.Pipeline;

namespace StoreScp.Benchmarks.Micro;

/// <summary>Calls on the caller's thread without any bound: what is left is the chain's own cost.</summary>
public sealed class DirectGuard : IHandlerGuard
{
    public async ValueTask<GuardedResult<T>> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new(await call(cancellation), TimeSpan.Zero, 0);
    }
}
