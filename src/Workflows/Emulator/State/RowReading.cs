using Microsoft.Data.Sqlite;

namespace StoreScp.Emulator;

/// <summary>Columns by name, with NULL as null.</summary>
internal static class RowReading
{
    public static string Text(this SqliteDataReader row, string column) => row.GetString(row.GetOrdinal(column));

    public static string? OptionalText(this SqliteDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : row.GetString(row.GetOrdinal(column));

    public static int Int32(this SqliteDataReader row, string column) => row.GetInt32(row.GetOrdinal(column));

    public static bool Flag(this SqliteDataReader row, string column) => row.GetInt64(row.GetOrdinal(column)) != 0;

    public static DateTimeOffset Time(this SqliteDataReader row, string column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(row.GetOrdinal(column)));

    public static DateTimeOffset? OptionalTime(this SqliteDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : row.Time(column);
}
