using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting;

/// <summary>The handlers of one association, the same from its first instance to its last. To be disposed of when the association has ended.</summary>
public sealed class AssociationHandlers : IDisposable
{
    private Action? _release;

    internal AssociationHandlers(IReadOnlyList<ChainHandler> handlers, Action release) => (Handlers, _release) = (handlers, release);

    /// <summary>In the order of the site's settings; empty once this is disposed of.</summary>
    public IReadOnlyList<ChainHandler> Handlers { get; private set; }

    public void Dispose()
    {
        Handlers = [];
        Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
