using System.Collections.Concurrent;

namespace StoreScp.Storage.Local;

/// <summary>Creates the folders of objects, each once, and knows whether their names are durable.</summary>
/// <param name="root">Exists and is durable.</param>
/// <param name="flusher">Null when names need not be flushed.</param>
internal sealed class ObjectFolders(string root, FolderFlusher? flusher)
{
    /// <summary>Folders remembered at most; forgetting one costs a mkdir and a flush.</summary>
    private const int MaximumKnown = 20_000;

    private readonly ConcurrentDictionary<string, Lazy<Task>> _known = new(StringComparer.Ordinal);

    /// <summary>Creates the folder unless it is known. It exists on return; its name is durable when the task completes.</summary>
    public Task Ensure(string path)
    {
        if (path.Length <= root.Length)
            return Task.CompletedTask;
        if (_known.TryGetValue(path, out var known) && !known.Value.IsFaulted)
            return known.Value;
        Forget(path);
        if (_known.Count >= MaximumKnown)
            _known.Clear();
        return _known.GetOrAdd(path, static (path, self) => new Lazy<Task>(() => self.Create(path), LazyThreadSafetyMode.PublicationOnly), this).Value;
    }

    /// <summary>The next use creates the folder again.</summary>
    public void Forget(string path) => _known.TryRemove(path, out _);

    private Task Create(string path)
    {
        var parent = Path.GetDirectoryName(path)!;
        var parentDurable = Ensure(parent);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, StorageFolder.Mode);
        // Also when it was there: another process may have created it a moment ago and not flushed its name yet.
        return flusher is null ? parentDurable : Task.WhenAll(parentDurable, flusher.FlushAsync(parent));
    }
}
