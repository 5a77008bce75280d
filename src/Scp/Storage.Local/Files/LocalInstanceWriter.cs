using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace StoreScp.Storage.Local;

/// <summary>Writes a temporary file and renames it to its key: open, write…, [fdatasync,] rename[, folder fsync].</summary>
/// <remarks>Writing is synchronous: it copies into the page cache. Waiting for the disk happens on the flusher's threads.</remarks>
internal sealed class LocalInstanceWriter : IInstanceWriter
{
    private readonly LocalInstanceStore _store;
    private readonly ObjectKey _key;
    private readonly string _temporaryPath;
    private readonly SafeFileHandle _file;
    private List<ReadOnlyMemory<byte>>? _segments;
    private bool _isEnded;

    /// <param name="file">Owned by the writer; under <paramref name="temporaryPath"/>, in the folder of the key.</param>
    public LocalInstanceWriter(LocalInstanceStore store, ObjectKey key, string temporaryPath, SafeFileHandle file)
    {
        _store = store;
        _key = key;
        _temporaryPath = temporaryPath;
        _file = file;
    }

    public long BytesWritten { get; private set; }

    /// <summary>The file has its final name; the temporary one is gone.</summary>
    internal bool IsPublished { get; private set; }

    public ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _store.RequireRoomFor(bytes.Length);
        try
        {
            if (bytes.IsSingleSegment)
                RandomAccess.Write(_file, bytes.FirstSpan, BytesWritten);
            else
                WriteSegments(bytes);
        }
        catch (Exception exception) when (LocalInstanceStore.IsFault(exception))
        {
            throw LocalInstanceStore.Unavailable("The object cannot be written", exception);
        }
        BytesWritten += bytes.Length;
        _store.Space.Take(bytes.Length);
        return ValueTask.CompletedTask;
    }

    public async ValueTask CommitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        try
        {
            await _store.PublishAsync(this, _key);
        }
        catch (Exception exception) when (LocalInstanceStore.IsFault(exception))
        {
            throw LocalInstanceStore.Unavailable("The object cannot be made durable", exception);
        }
        finally
        {
            _file.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        if (IsPublished || _isEnded)
            return ValueTask.CompletedTask;
        _isEnded = true;
        _file.Dispose();
        try
        {
            File.Delete(_temporaryPath);
            _store.Temporary.End();
        }
        catch (DirectoryNotFoundException)
        {
            _store.Temporary.End();
        }
        catch (Exception exception) when (LocalInstanceStore.IsFault(exception))
        {
            // The sweep takes it when this process has ended.
        }
        return ValueTask.CompletedTask;
    }

    internal void FlushData() => NativeFile.FlushData(_file);

    internal MoveResult MoveTo(string path)
    {
        // Windows does not rename an open file.
        _file.Dispose();
        var result = NativeFile.Move(_temporaryPath, path);
        if (result == MoveResult.Moved)
        {
            IsPublished = true;
            _store.Temporary.End();
        }
        return result;
    }

    private void WriteSegments(ReadOnlySequence<byte> bytes)
    {
        _segments ??= [];
        foreach (var segment in bytes)
            _segments.Add(segment);
        try
        {
            RandomAccess.Write(_file, _segments, BytesWritten);
        }
        finally
        {
            _segments.Clear();
        }
    }
}
