namespace StoreScp.Plugins.Testing;

/// <summary>A directory for what is too large for memory, and what must live as long as the results. Thread-safe.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly List<IDisposable> _kept = [];

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("storescp-plugin-test-").FullName;

    public T Keep<T>(T resource) where T : IDisposable
    {
        lock (_kept)
            _kept.Add(resource);
        return resource;
    }

    public void Dispose()
    {
        lock (_kept)
            _kept.ForEach(kept => kept.Dispose());
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
