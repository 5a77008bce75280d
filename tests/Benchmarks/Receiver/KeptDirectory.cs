using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks.Receiver;

/// <summary>The folder the plain receiver stores into, and what it takes until a file there is durable.</summary>
public sealed class KeptDirectory(string folder, bool isFlushed)
{
    private readonly int _descriptor = LinuxCalls.OpenDirectory(folder);
    private int _files;

    public KeptFile Create() => new(Path.Combine(folder, $".{Interlocked.Increment(ref _files)}.part"), this);

    public void Keep(KeptFile file, string name)
    {
        if (isFlushed)
            LinuxCalls.ThrowIfFailed(LinuxCalls.FDataSync(file.Handle), "fdatasync");
        File.Move(file.Path, Path.Combine(folder, name + ".dcm"));
        if (isFlushed)
            LinuxCalls.ThrowIfFailed(LinuxCalls.FSync(_descriptor), "fsync of the directory");
    }
}
