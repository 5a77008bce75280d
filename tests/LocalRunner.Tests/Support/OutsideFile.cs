using Microsoft.Data.Sqlite;

namespace StoreScp.LocalRunner.Tests.Support;

/// <summary>Another process at the runner's file.</summary>
internal static class OutsideFile
{
    public static void Execute(string path, string sql) => Use(path, sql, command => command.ExecuteNonQuery());

    public static string Text(string path, string sql) => Use(path, sql, command => (string)command.ExecuteScalar()!);

    /// <summary>Nobody else can write until it is disposed.</summary>
    public static IDisposable Lock(string path)
    {
        var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static T Use<T>(string path, string sql, Func<SqliteCommand, T> use)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return use(command);
    }
}
