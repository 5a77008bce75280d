using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreScp.Storage.Local;

/// <summary>Opens <c>ledger.db</c>, and says in one sentence why it cannot.</summary>
internal static class LedgerFile
{
    /// <summary>Pages in the write-ahead log (64 MiB) after which a commit checkpoints by itself; until then the <see cref="Checkpointer"/> does.</summary>
    private const int MaximumLogPages = 16_000;

    private const int CacheKibibytes = 8_192;

    /// <exception cref="StorageSetupException">The file cannot be created, opened, understood or brought up to date.</exception>
    public static SqliteConnection OpenForWriting(string path, LocalStorageOptions options) => Open(path, () =>
    {
        CreateForOwnerAndGroup(path);
        var connection = Connect(path, SqliteOpenMode.ReadWriteCreate, options.LedgerLockTimeout);
        try
        {
            Sql.Execute(connection, "PRAGMA journal_mode = WAL");
            // NORMAL flushes at checkpoints only: a power cut may lose the last rows, never the consistency of the file.
            var synchronous = options.Durability == Durability.Flush ? "FULL" : "NORMAL";
            Sql.Execute(connection,
                $"PRAGMA synchronous = {synchronous}; PRAGMA fullfsync = ON; PRAGMA wal_autocheckpoint = {MaximumLogPages}; PRAGMA cache_size = -{CacheKibibytes}");
            LedgerSchema.Migrate(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });

    /// <exception cref="StorageSetupException">There is no ledger, or it cannot be read or understood.</exception>
    public static SqliteConnection OpenForReading(string path, TimeSpan lockTimeout) => Open(path, () =>
    {
        if (!File.Exists(path))
            throw new StorageSetupException($"There is no ledger '{path}'; the server has not stored anything there.");
        try
        {
            return ConnectReader(path, lockTimeout);
        }
        catch (SqliteException exception) when (IsUnwritableFolder(exception) && !File.Exists(path + "-wal"))
        {
            // No server has it open, and we may not create the shared memory of a write-ahead log: then nobody changes the file either.
            return ConnectReader($"file:{Uri.EscapeDataString(path)}?immutable=1", lockTimeout);
        }
    });

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

    private static SqliteConnection ConnectReader(string path, TimeSpan lockTimeout)
    {
        // Not ReadOnly: the last to close could not remove the write-ahead log again. SQLite itself falls back to it where it may not write.
        var connection = Connect(path, SqliteOpenMode.ReadWrite, lockTimeout);
        try
        {
            Sql.Execute(connection, "PRAGMA query_only = ON");
            LedgerSchema.RequireCurrent(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode, TimeSpan lockTimeout)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        Sql.Execute(connection, $"PRAGMA busy_timeout = {(long)lockTimeout.TotalMilliseconds}");
        return connection;
    }

    private static SqliteConnection Open(string path, Func<SqliteConnection> open)
    {
        try
        {
            return open();
        }
        catch (SqliteException exception)
        {
            throw new StorageSetupException(Explain(path, exception), exception);
        }
    }

    private static bool IsUnwritableFolder(SqliteException exception) =>
        exception.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY;

    private static string Explain(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => $"The ledger '{path}' is damaged or not a ledger; restore it, or move it away and let the sweep adopt the objects.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => $"The ledger '{path}' cannot be opened; check the permissions of the file and its folder.",
        raw.SQLITE_BUSY => $"The ledger '{path}' is locked by another program.",
        raw.SQLITE_FULL => $"The ledger '{path}' cannot grow: the disk is full.",
        _ => $"The ledger '{path}' cannot be opened: {exception.Message}",
    };
}
