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

    /// <summary>Longer arrays are made to measure: the pool's next size is twice as long, and would be resident on hundreds of associations.</summary>
    private const int LongestPooled = 128 * 1024;

    private readonly string _scratchDirectory;
    private byte[] _bytes = [];
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
            EnsureCapacity((int)Length + bytes.Length);
            bytes.CopyTo(_bytes.AsSpan((int)Length));
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
            return _bytes.AsMemory(0, (int)Length);
        ReleaseMapping();
        _file.Flush();
        _mapping = MemoryMappedFile.CreateFromFile(_file, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _mapped = new MappedMemory(_mapping, (int)Length);
        return _mapped.Memory;
    }

    /// <summary>Nobody here needs the bytes any more. What is in memory is left to those who may still look at it and given to nobody else.</summary>
    public void Abandon() => _bytes = [];

    public void Dispose()
    {
        ReleaseMapping();
        _file?.Dispose();
        ReturnBytes();
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
        _file.Write(_bytes.AsSpan(0, (int)Length));
        ReturnBytes();
    }

    private void EnsureCapacity(int capacity)
    {
        if (capacity <= _bytes.Length)
            return;
        var length = Math.Max(capacity, _bytes.Length + _bytes.Length / 4);
        var larger = length <= LongestPooled ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);
        _bytes.AsSpan(0, (int)Length).CopyTo(larger);
        ReturnBytes();
        _bytes = larger;
    }

    private void ReturnBytes()
    {
        if (_bytes.Length is > 0 and <= LongestPooled)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void ReleaseMapping()
    {
        ((IDisposable?)_mapped)?.Dispose();
        _mapping?.Dispose();
    }
}
