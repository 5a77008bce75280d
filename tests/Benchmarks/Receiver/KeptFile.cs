using Microsoft.Win32.SafeHandles;

namespace StoreScp.Benchmarks.Receiver;

/// <summary>A file being received; appended to without a buffer.</summary>
public sealed class KeptFile : IDisposable
{
    private readonly KeptDirectory _directory;
    private long _length;

    public KeptFile(string path, KeptDirectory directory)
    {
        Path = path;
        _directory = directory;
        Handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    public string Path { get; }

    public SafeFileHandle Handle { get; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(Handle, bytes, _length);
        _length += bytes.Length;
    }

    public void Keep(string name) => _directory.Keep(this, name);

    public void Dispose() => Handle.Dispose();
}
