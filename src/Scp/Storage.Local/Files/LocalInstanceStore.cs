using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace StoreScp.Storage.Local;

/// <summary>Objects as files below <c>objects/</c>, each written beside its final name and renamed without replacing.</summary>
public sealed class LocalInstanceStore : IInstanceStore
{
    private const int CopyBytes = 256 << 10;

    private readonly StorageFolder _folder;
    private readonly AbandonedFiles _abandoned;
    private readonly DiskFlusher _disk;
    private readonly FolderFlusher? _folderFlusher;
    private readonly ObjectFolders _folders;

    private LocalInstanceStore(StorageFolder folder, LocalStorageOptions options, FreeSpace space)
    {
        _folder = folder;
        _abandoned = new AbandonedFiles(folder);
        _disk = new DiskFlusher(options.MaximumFlushThreads);
        _folderFlusher = options.Durability == Durability.Flush ? new FolderFlusher(_disk) : null;
        _folders = new ObjectFolders(folder.Objects, _folderFlusher);
        Space = space;
        Temporary = new TemporaryFiles(ProcessLock.Create(folder.Temporary));
    }

    internal FreeSpace Space { get; }

    internal TemporaryFiles Temporary { get; }

    /// <exception cref="StorageSetupException">The folder cannot be created or written.</exception>
    public static LocalInstanceStore Open(LocalStorageOptions options, TimeProvider time)
    {
        var folder = StorageFolder.Create(options.Path, options.Durability);
        return new LocalInstanceStore(folder, options, FreeSpace.Of(folder.Root, options.MinimumFreeBytes, time));
    }

    public bool HasRoomFor(long bytes) => Space.HasRoomFor(bytes);

    public ValueTask<IInstanceWriter> CreateAsync(ObjectKey key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        RequireRoomFor(0);
        try
        {
            var file = CreateTemporary(FolderOf(PathOf(key)), out var path);
            return new(new LocalInstanceWriter(this, key, path, file));
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Unavailable("An object cannot be created", exception);
        }
    }

    public ValueTask<Stream?> OpenReadAsync(ObjectKey key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return new(new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 << 10));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new((Stream?)null);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Unavailable("The object cannot be read", exception);
        }
    }

    public ValueTask<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellation)
    {
        var file = new FileInfo(PathOf(key));
        return new(file.Exists ? new StoredObject(key, file.Length, file.LastWriteTimeUtc) : null);
    }

    public async ValueTask<bool> DeleteAsync(ObjectKey key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
            return false;
        try
        {
            File.Delete(path);
            await FlushFolderOfAsync(path);
            return true;
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Unavailable("The object cannot be deleted", exception);
        }
    }

    public async ValueTask<bool> MoveAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation)
    {
        var source = PathOf(from);
        var target = PathOf(to);
        try
        {
            await _folders.Ensure(FolderOf(target));
            var result = NativeFile.Move(source, target);
            if (result == MoveResult.TargetExists)
                throw new ObjectExistsException(to);
            if (result == MoveResult.NotFound)
                return false;
            await FlushFolderOfAsync(target);
            await FlushFolderOfAsync(source);
            return true;
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Unavailable("The object cannot be moved", exception);
        }
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        DateTimeOffset writtenSince, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A large folder is walked off the caller's thread.
        await Task.Yield();
        foreach (var found in ObjectWalk.Find(_folder.Objects, writtenSince))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return found;
        }
    }

    public async ValueTask<bool> CopyAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation)
    {
        if (await OpenReadAsync(from, cancellation) is not { } source)
            return false;
        await using (source)
        {
            await using var copy = await CreateAsync(to, cancellation);
            var chunk = ArrayPool<byte>.Shared.Rent(CopyBytes);
            try
            {
                for (int length; (length = await source.ReadAsync(chunk, cancellation)) > 0;)
                    await copy.WriteAsync(new ReadOnlySequence<byte>(chunk, 0, length), cancellation);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(chunk);
            }
            await copy.CommitAsync(cancellation);
            return true;
        }
    }

    public async IAsyncEnumerable<StoredObject> ListFolderAsync(string folder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        var path = Path.Join(_folder.Objects, folder);
        if (!Directory.Exists(path))
            yield break;
        foreach (var file in new DirectoryInfo(path).EnumerateFiles())
        {
            cancellation.ThrowIfCancellationRequested();
            if (ObjectKey.TryParse($"{folder}/{file.Name}", out var key))
                yield return new StoredObject(key, file.Length, file.LastWriteTimeUtc);
        }
    }

    public async ValueTask<int> RemoveAbandonedAsync(CancellationToken cancellation)
    {
        // A large folder is walked off the caller's thread.
        await Task.Yield();
        try
        {
            return _abandoned.Remove(cancellation);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Unavailable("Unfinished files cannot be removed", exception);
        }
    }

    public ValueTask DisposeAsync()
    {
        _disk.Dispose();
        Temporary.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static bool IsFault(Exception exception) => exception is IOException or UnauthorizedAccessException;

    internal static StorageUnavailableException Unavailable(string what, Exception exception) => new($"{what}: {exception.Message}", exception);

    internal void RequireRoomFor(long bytes)
    {
        if (!HasRoomFor(bytes))
            throw new StorageUnavailableException("The disk is nearly full.");
    }

    /// <summary>Makes a written file visible under its key; durable when this completes.</summary>
    internal async ValueTask PublishAsync(LocalInstanceWriter writer, ObjectKey key)
    {
        var path = PathOf(key);
        if (_folderFlusher is null)
        {
            Rename(writer, path, key);
            return;
        }
        var folder = FolderOf(path);
        try
        {
            var nameDurable = await _disk.RunAsync(() =>
            {
                writer.FlushData();
                Rename(writer, path, key);
                return _folderFlusher.Flush(folder);
            });
            await nameDurable;
            await _folders.Ensure(folder);
        }
        catch when (writer.IsPublished)
        {
            // Not acknowledged, so it must not stay visible; if even this fails, the sweep finds an object without a row.
            _folders.Forget(folder);
            File.Delete(path);
            throw;
        }
    }

    private SafeFileHandle CreateTemporary(string folder, out string path)
    {
        // Its name becomes durable meanwhile.
        _ = _folders.Ensure(folder);
        try
        {
            return Temporary.Create(folder, out path);
        }
        catch (DirectoryNotFoundException)
        {
            // Someone removed the empty folder since we made it.
            _folders.Forget(folder);
            _ = _folders.Ensure(folder);
            return Temporary.Create(folder, out path);
        }
    }

    private static void Rename(LocalInstanceWriter writer, string path, ObjectKey key)
    {
        var result = writer.MoveTo(path);
        if (result == MoveResult.TargetExists)
            throw new ObjectExistsException(key);
        if (result == MoveResult.NotFound)
            throw new IOException("The written file is gone.");
    }

    private Task FlushFolderOfAsync(string path) =>
        _folderFlusher?.FlushAsync(FolderOf(path)) ?? Task.CompletedTask;

    private static string FolderOf(string path) => Path.GetDirectoryName(path)!;

    private string PathOf(ObjectKey key) => Path.Join(_folder.Objects, key.Value);
}
