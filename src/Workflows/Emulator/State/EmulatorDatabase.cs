using Microsoft.Data.Sqlite;

namespace StoreScp.Emulator;

/// <summary>The emulator's records, in <c>emulator.db</c>. One connection, used by one caller at a time.</summary>
internal sealed class EmulatorDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();

    private EmulatorDatabase(SqliteConnection connection) => _connection = connection;

    /// <exception cref="SqliteException">The file is no database, or was written by a newer version.</exception>
    public static EmulatorDatabase Open(string path)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            var database = new EmulatorDatabase(connection);
            // NORMAL: a killed process loses nothing, a power cut may lose the last commits, and jobs are run again.
            database.Execute("PRAGMA journal_mode = WAL");
            database.Execute("PRAGMA synchronous = NORMAL");
            EmulatorSchema.Migrate(database);
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement; values are its parameters $1, $2 …. Returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        lock (_lock)
        {
            using SqliteCommand command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        lock (_lock)
        {
            using SqliteCommand command = Command(sql, values);
            using SqliteDataReader reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
    }

    public long Scalar(string sql, params ReadOnlySpan<object?> values) => Query(sql, row => row.GetInt64(0), values)[0];

    /// <summary>All or nothing of what the action executes.</summary>
    public T InTransaction<T>(Func<T> action)
    {
        lock (_lock)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            T result = action();
            transaction.Commit();
            return result;
        }
    }

    public void Dispose()
    {
        lock (_lock) _connection.Dispose();
    }

    // Only constants of this assembly become SQL.
#pragma warning disable CA2100
    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        return command;
    }
#pragma warning restore CA2100
}
