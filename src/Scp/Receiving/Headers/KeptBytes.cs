using System.Buffers;
using System.IO.MemoryMappedFiles;
using StoreScp.Storage;

namespace StoreScp.Receiving.Headers;

/// <summary>
/// An append-only run of bytes that outlives the connection's block: in pooled memory while it is small, in a file of the
/// process's scratch directory beyond, so that three hundred large headers cost disk and not memory.
/// </summary>
internal sealed class KeptBytes : IDisposable
{
    /// <summary>Bytes above which the run moves to a file.</summary>
    public const int InMemoryBytes = 1024 * 1024;

    private readonly string _scratchDirectory;
    private byte[] _pooled = [];
    private FileStream? _file;
    private MemoryMappedFile? _mapping;
    private MappedMemory? _mapped;

    /// <param name="scratchDirectory">An existing directory of this process; the file in it is deleted on dispose.</param>
    public KeptBytes(string scratchDirectory) => _scratchDirectory = scratchDirectory;

    /// <summary>Bytes kept so far.</summary>
    public long Length { get; private set; }

    /// <summary>True once the bytes are in a file.</summary>
    public bool IsSpooled => _file is not null;

    /// <exception cref="StorageUnavailableException">The scratch directory cannot take them.</exception>
    public void Append(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
            Append(segment.Span);
    }

    /// <inheritdoc cref="Append(ReadOnlySequence{byte})"/>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length <= InMemoryBytes)
        {
            EnsurePooled((int)Length + bytes.Length);
            bytes.CopyTo(_pooled.AsSpan((int)Length));
        }
        else
        {
            AppendToFile(bytes);
        }
        Length += bytes.Length;
    }

    /// <summary>Everything kept, valid until the next append or dispose.</summary>
    public ReadOnlyMemory<byte> AsMemory()
    {
        if (_file is null)
            return _pooled.AsMemory(0, (int)Length);
        ReleaseMapping();
        _file.Flush();
        _mapping = MemoryMappedFile.CreateFromFile(_file, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _mapped = new MappedMemory(_mapping, (int)Length);
        return _mapped.Memory;
    }

    /// <summary>Nobody here needs the bytes any more. What is in memory is left to those who may still look at it and given to nobody else.</summary>
    public void Abandon() => _pooled = [];

    public void Dispose()
    {
        ReleaseMapping();
        _file?.Dispose();
        ReturnPooled();
    }

    private void AppendToFile(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (_file is null)
                MoveToFile();
            _file!.Write(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"A large header cannot be kept in the scratch directory: {error.Message}", error);
        }
    }

    private void MoveToFile()
    {
        _file = new FileStream(
            Path.Combine(_scratchDirectory, $"header-{Guid.NewGuid():N}"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 64 * 1024,
            });
        _file.Write(_pooled.AsSpan(0, (int)Length));
        ReturnPooled();
    }

    private void EnsurePooled(int capacity)
    {
        if (capacity <= _pooled.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 2 * _pooled.Length));
        _pooled.AsSpan(0, (int)Length).CopyTo(larger);
        ReturnPooled();
        _pooled = larger;
    }

    private void ReturnPooled()
    {
        if (_pooled.Length > 0)
            ArrayPool<byte>.Shared.Return(_pooled);
        _pooled = [];
    }

    private void ReleaseMapping()
    {
        ((IDisposable?)_mapped)?.Dispose();
        _mapping?.Dispose();
    }
}
