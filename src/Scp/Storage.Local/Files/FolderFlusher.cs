namespace StoreScp.Storage.Local;

/// <summary>Flushes folders, one flush at a time for each: everyone who asks while one is under way shares the next.</summary>
internal sealed class FolderFlusher(DiskFlusher disk)
{
    private readonly Dictionary<string, Turn> _turns = [];
    private readonly Lock _lock = new();

    /// <summary>Completes when a flush that began after this call has ended.</summary>
    public Task FlushAsync(string path)
    {
        lock (_lock)
        {
            if (_turns.TryGetValue(path, out var turn))
                return turn.Waiting.Task;
            turn = new Turn();
            _turns.Add(path, turn);
            // The result is seen through the turn: the work itself does not throw.
            _ = disk.RunAsync(() => Run(path, turn));
            return turn.Waiting.Task;
        }
    }

    private void Run(string path, Turn turn)
    {
        while (true)
        {
            TaskCompletionSource served;
            lock (_lock)
            {
                if (!turn.IsWaitedFor)
                {
                    _turns.Remove(path);
                    return;
                }
                served = turn.Take();
            }
            try
            {
                NativeFile.FlushDirectory(path);
                served.SetResult();
            }
            catch (Exception exception)
            {
                served.SetException(exception);
            }
        }
    }

    /// <summary>Those who wait for the next flush of one folder.</summary>
    private sealed class Turn
    {
        private TaskCompletionSource? _waiting;

        public bool IsWaitedFor => _waiting is not null;

        public TaskCompletionSource Waiting =>
            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Take()
        {
            var waiting = Waiting;
            _waiting = null;
            return waiting;
        }
    }
}
