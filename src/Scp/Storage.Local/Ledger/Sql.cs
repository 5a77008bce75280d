using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

/// <summary>Statements that run once, when a connection is set up.</summary>
internal static class Sql
{
    // Only constants of this assembly get here.
#pragma warning disable CA2100
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
#pragma warning restore CA2100
}
