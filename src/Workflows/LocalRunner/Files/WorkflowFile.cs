using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreScp.Storage;

namespace StoreScp.LocalRunner.Files;

/// <summary>The runner's SQLite file: one connection, used by one at a time, off the caller's thread.</summary>
internal sealed class WorkflowFile : IAsyncDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _turn = new(1);
    private bool _isClosed;

    private WorkflowFile(SqliteConnection connection) => _connection = connection;

    /// <exception cref="StorageSetupException">The file cannot be created, opened or understood.</exception>
    public static WorkflowFile Open(string path, TimeSpan lockTimeout)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            // Seconds; the library tries again by itself while another writes, after SQLite's own busy_timeout.
            DefaultTimeout = Math.Max(1, (int)lockTimeout.TotalSeconds),
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            CreateForOwnerAndGroup(path);
            connection.Open();
            connection.Run($"PRAGMA busy_timeout = {(long)lockTimeout.TotalMilliseconds}");
            connection.Run("PRAGMA journal_mode = WAL");
            connection.Run("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON");
            WorkflowSchema.Bring(connection, path);
            return new WorkflowFile(connection);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new StorageSetupException(Explain(path, exception), exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <exception cref="StorageUnavailableException">SQLite cannot read now.</exception>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation = default) => RunAsync(() => work(_connection), cancellation);

    /// <summary>In one transaction, on the disk when this returns. Once begun it is not cancelled.</summary>
    /// <exception cref="StorageUnavailableException">SQLite cannot write now; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation = default) => RunAsync(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var result = work(_connection);
        transaction.Commit();
        return result;
    }, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        if (!_isClosed)
            await _connection.DisposeAsync();
        _isClosed = true;
        _turn.Release();
    }

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(LocalWorkflows));
            return await Task.Run(work, CancellationToken.None);
        }
        catch (SqliteException exception)
        {
            throw new StorageUnavailableException($"The workflow file cannot be used now: {exception.Message}", exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    // SQLite would let everybody read it; its other files follow the mode of this one.
    private static void CreateForOwnerAndGroup(string path)
    {
        if (OperatingSystem.IsWindows() || Path.Exists(path))
            return;
        try
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            }).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process was faster, or opening it says in a moment what is wrong.
        }
    }

    private static string Explain(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => $"The workflow file '{path}' is damaged or not one; move it away, and the sweep starts its batches again.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => $"The workflow file '{path}' cannot be opened; check the permissions of the file and its folder.",
        raw.SQLITE_BUSY => $"The workflow file '{path}' is locked by another program.",
        _ => $"The workflow file '{path}' cannot be opened: {exception.Message}",
    };
}
