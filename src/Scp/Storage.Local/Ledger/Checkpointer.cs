using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreScp.Storage.Local;

/// <summary>Copies the write-ahead log into the database on a thread and connection of its own: a commit that did it would delay its answers by tens of milliseconds.</summary>
internal sealed class Checkpointer : IAsyncDisposable
{
    /// <summary>Rows (some 2.5 pages of log each) after which a copy pays.</summary>
    private const int RowsBetweenCheckpoints = 2_000;

    private readonly SqliteConnection _connection;
    private readonly object _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _rows;
    private bool _isEnding;

    /// <param name="connection">Becomes the checkpointer's own.</param>
    public Checkpointer(SqliteConnection connection)
    {
        _connection = connection;
        new Thread(Work) { IsBackground = true, Name = "Ledger checkpoint" }.Start();
    }

    public void Committed(int rows)
    {
        lock (_gate)
        {
            _rows += rows;
            if (_rows >= RowsBetweenCheckpoints)
                Monitor.Pulse(_gate);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.Pulse(_gate);
        }
        await _ended.Task;
        await _connection.DisposeAsync();
    }

    private void Work()
    {
        while (WaitForRows())
        {
            // Passive: waits for nobody. What it cannot copy now, the next one or the last connection to close copies.
            _ = raw.sqlite3_wal_checkpoint_v2(_connection.Handle!, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        }
        _ended.SetResult();
    }

    private bool WaitForRows()
    {
        lock (_gate)
        {
            while (_rows < RowsBetweenCheckpoints && !_isEnding)
                Monitor.Wait(_gate);
            _rows = 0;
            return !_isEnding;
        }
    }
}
