using Microsoft.Data.Sqlite;

namespace StoreScp.LocalRunner.Files;

/// <summary>The versions of the workflow: an execution ends with the one that it was started with.</summary>
internal static class DefinitionTable
{
    public static void Add(SqliteConnection connection, string hash, string text) =>
        connection.Run("INSERT OR IGNORE INTO definition VALUES ($hash, $text)", ("$hash", hash), ("$text", text));

    public static string? Find(SqliteConnection connection, string hash)
    {
        using var select = connection.Statement("SELECT text FROM definition WHERE hash = $hash", ("$hash", hash));
        return (string?)select.ExecuteScalar();
    }
}
