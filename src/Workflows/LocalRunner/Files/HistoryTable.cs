using Microsoft.Data.Sqlite;

namespace StoreScp.LocalRunner.Files;

/// <summary>The history of executions, event after event.</summary>
internal static class HistoryTable
{
    /// <param name="first">The number of the first of them.</param>
    public static void Add(SqliteConnection connection, string execution, int first, IReadOnlyList<HistoryEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            connection.Run("INSERT INTO history VALUES ($execution, $number, $at, $kind, $state, $error, $cause, $retryAfter)",
                ("$execution", execution), ("$number", first + i), ("$at", events[i].At.ToUnixTimeMilliseconds()), ("$kind", events[i].Kind.ToString()),
                ("$state", events[i].State), ("$error", events[i].Error), ("$cause", events[i].Cause),
                ("$retryAfter", (long?)events[i].RetryAfter?.TotalMilliseconds));
        }
    }

    public static IReadOnlyList<HistoryEvent> Read(SqliteConnection connection, string execution)
    {
        using var select = connection.Statement(
            "SELECT at, kind, state, error, cause, retry_after FROM history WHERE execution = $execution ORDER BY number", ("$execution", execution));
        return select.Read(row => new HistoryEvent(row.Time(0), Enum.Parse<HistoryKind>(row.GetString(1)))
        {
            State = row.NullableText(2),
            Error = row.NullableText(3),
            Cause = row.NullableText(4),
            RetryAfter = row.IsDBNull(5) ? null : TimeSpan.FromMilliseconds(row.GetInt64(5)),
        });
    }
}
