namespace StoreScp.Storage.Local;

/// <summary>One thread that writes the ledger: everything that waits becomes one transaction, and so one disk flush.</summary>
/// <remarks>No artificial delay: the group is what gathered while the one before was being committed.</remarks>
internal sealed class GroupCommit : IAsyncDisposable
{
    private readonly LedgerTables _tables;
    private readonly Checkpointer _checkpointer;
    private readonly int _maximumGroup;
    private readonly Queue<LedgerWrite> _waiting = new();
    private readonly List<LedgerWrite> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isEnding;

    public GroupCommit(LedgerTables tables, Checkpointer checkpointer, int maximumGroup)
    {
        _tables = tables;
        _checkpointer = checkpointer;
        _maximumGroup = maximumGroup;
        new Thread(Work) { IsBackground = true, Name = "Ledger" }.Start();
    }

    /// <summary>Cancellation ends the waiting, not the write.</summary>
    public Task<T> RunAsync<T>(Func<LedgerTables, T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var write = new LedgerWrite<T>(work);
        lock (_waiting)
        {
            ObjectDisposedException.ThrowIf(_isEnding, typeof(ILedger));
            _waiting.Enqueue(write);
            if (_waiting.Count == 1)
                Monitor.Pulse(_waiting);
        }
        return write.Task.WaitAsync(cancellation);
    }

    /// <summary>Returns when everything that waits has been committed.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_waiting)
        {
            _isEnding = true;
            Monitor.Pulse(_waiting);
        }
        await _ended.Task;
    }

    private void Work()
    {
        while (TakeGroup())
        {
            Commit();
            _group.Clear();
        }
        _ended.SetResult();
    }

    private bool TakeGroup()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_isEnding)
                Monitor.Wait(_waiting);
            while (_group.Count < _maximumGroup && _waiting.TryDequeue(out var write))
                _group.Add(write);
            return _group.Count > 0;
        }
    }

    private void Commit()
    {
        try
        {
            _tables.Begin();
            foreach (var write in _group)
                write.Run(_tables);
            _tables.Commit();
        }
        catch (Exception exception)
        {
            Undo();
            foreach (var write in _group)
                write.Fail(exception);
            return;
        }
        foreach (var write in _group)
            write.Complete();
        _checkpointer.Committed(_group.Count);
    }

    private void Undo()
    {
        try
        {
            _tables.Rollback();
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // The next BEGIN fails if the transaction is still open, and tells its group.
        }
    }
}
