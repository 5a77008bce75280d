using StoreScp.Plugins.Hosting.Folders;

namespace StoreScp.Plugins.Hosting.Loading;

/// <summary>One version of a plugin in memory, used by one or more handlers; unloaded when the last lets go.</summary>
internal sealed class LoadedPlugin
{
    private readonly string _copy;
    private PluginAssembly? _assembly;
    private int _users;

    private LoadedPlugin(PluginFolder folder, string copy, PluginAssembly assembly) => (Folder, _copy, _assembly) = (folder, copy, assembly);

    public PluginFolder Folder { get; }

    /// <summary>Where its files lie while it is loaded.</summary>
    public string FilesPath => _copy;

    /// <exception cref="PluginRefusedException">It cannot be loaded; the message says why.</exception>
    public static LoadedPlugin Load(PluginFolder folder, string copyTo, IPluginLoader loader)
    {
        var main = folder.Manifest!.Assembly;
        try
        {
            PluginCopy.Make(folder, copyTo);
            AssemblyCheck.Run(copyTo, main);
            return new(folder, copyTo, loader.Load(Path.Combine(copyTo, main)));
        }
        catch (Exception e) when (e is not PluginRefusedException)
        {
            PluginCopy.TryDelete(copyTo);
            throw new PluginRefusedException($"'{main}' cannot be loaded: {e.Message}", e);
        }
        catch (PluginRefusedException)
        {
            PluginCopy.TryDelete(copyTo);
            throw;
        }
    }

    /// <summary>A new object of the handler's class.</summary>
    /// <exception cref="PluginRefusedException">The class is missing, is no handler, or cannot be made.</exception>
    public IPreStoreHandler Create(HandlerManifest handler)
    {
        var where = $"The manifest's type '{handler.Type}' of handler '{handler.Name}'";
        try
        {
            var type = _assembly!.Main.GetType(handler.Type, throwOnError: false)
                ?? throw new PluginRefusedException($"{where} is not in '{Folder.Manifest!.Assembly}'.");
            if (!typeof(IPreStoreHandler).IsAssignableFrom(type))
                throw new PluginRefusedException($"{where} does not implement {nameof(IPreStoreHandler)}.");
            if (type.IsAbstract || !type.IsVisible || type.ContainsGenericParameters || type.GetConstructor(Type.EmptyTypes) is null)
                throw new PluginRefusedException($"{where} must be a public class with a public constructor without parameters.");
            return (IPreStoreHandler)Activator.CreateInstance(type)!;
        }
        catch (Exception e) when (e is not PluginRefusedException)
        {
            var cause = e is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new PluginRefusedException($"{where} cannot be made: {cause.GetType().Name}: {cause.Message}", cause);
        }
    }

    public void AddUser() => Interlocked.Increment(ref _users);

    public bool HasUsers => Volatile.Read(ref _users) > 0;

    /// <summary>The last one out unloads it.</summary>
    public void RemoveUser()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            Unload();
    }

    public void Unload()
    {
        Interlocked.Exchange(ref _assembly, null)?.Dispose();
        PluginCopy.TryDelete(_copy);
    }
}
