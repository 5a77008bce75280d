namespace StoreScp.Storage.Local;

/// <summary>Flushes folders, one flush at a time for each: everyone who asks while one is under way shares the next.</summary>
internal sealed class FolderFlusher(DiskFlusher disk)
{
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public async Task FlushAsync(string path)
    {
        var flushed = await disk.RunAsync(() => Flush(path));
        // What comes after is not for the disk's threads.
        await flushed.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
    }

    /// <summary>
    /// Flushes on the calling thread, or joins others; the task completes when a flush that began after this call has ended.
    /// For the disk's own threads, since it blocks.
    /// </summary>
    public Task Flush(string path)
    {
        var turn = new Turn();
        lock (_lock)
        {
            if (!_turns.TryAdd(path, turn))
                return _turns[path].Join();
        }
        try
        {
            NativeFile.FlushDirectory(path);
        }
        finally
        {
            ServeNext(path, turn);
        }
        return Task.CompletedTask;
    }

    private void ServeNext(string path, Turn turn)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            waiting = turn.Take();
            if (waiting is null)
                _turns.Remove(path);
        }
        if (waiting is not null)
            _ = disk.RunAsync(() => Serve(path, turn, waiting));
    }

    private bool Serve(string path, Turn turn, TaskCompletionSource waiting)
    {
        try
        {
            NativeFile.FlushDirectory(path);
        }
        catch (Exception exception)
        {
            ServeNext(path, turn);
            ThreadPool.QueueUserWorkItem(waiting.SetException, exception, preferLocal: false);
            return false;
        }
        // The next turn begins before those of this one go on.
        ServeNext(path, turn);
        waiting.SetResult();
        return true;
    }

    /// <summary>Those who wait for the next flush of one folder.</summary>
    private sealed class Turn
    {
        private TaskCompletionSource? _waiting;

        public Task Join() => (_waiting ??= new TaskCompletionSource()).Task;

        public TaskCompletionSource? Take()
        {
            var waiting = _waiting;
            _waiting = null;
            return waiting;
        }
    }
}
