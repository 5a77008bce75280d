using Microsoft.Data.Sqlite;

namespace StoreScp.LocalRunner.Files;

/// <summary>Statements with named parameters, and columns as what they mean.</summary>
internal static class Statements
{
    // Only constants of this assembly get here.
#pragma warning disable CA2100
    public static SqliteCommand Statement(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
#pragma warning restore CA2100

    /// <summary>Runs a statement that gives no rows; returns how many it changed.</summary>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Statement(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static List<T> Read<T>(this SqliteCommand command, Func<SqliteDataReader, T> row)
    {
        List<T> rows = [];
        using var reader = command.ExecuteReader();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    public static string? NullableText(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset Time(this SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
