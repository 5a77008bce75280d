using System.Reflection;

namespace StoreScp.Plugins.Hosting.Loading;

/// <summary>A loaded plugin's main assembly. Disposing it lets the context go once nothing refers to anything in it.</summary>
internal sealed class PluginAssembly(Assembly main, Action unload) : IDisposable
{
    private int _disposed;

    public Assembly Main { get; } = main;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            unload();
    }
}
