namespace StoreScp.Benchmarks.Servers;

/// <summary>A Store SCP that can be started on a folder and measured.</summary>
public interface IMeasuredServer
{
    string Name { get; }

    StoredContent Stores { get; }

    /// <summary>Starts it on a free port of 127.0.0.1, with an empty folder to store into.</summary>
    Task<ServerProcess> StartAsync(string folder, CancellationToken cancellation);

    /// <summary>The folder below the given one where stored objects, and nothing else, end up.</summary>
    string ObjectsFolder(string folder);
}
