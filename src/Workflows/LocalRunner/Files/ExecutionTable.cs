using Microsoft.Data.Sqlite;
using StoreScp.LocalRunner.Execution;
using StoreScp.Storage;

namespace StoreScp.LocalRunner.Files;

/// <summary>Executions as rows. A claim is <c>claimed_by</c> until <c>due_at</c>, guarded by the revision.</summary>
internal static class ExecutionTable
{
    /// <param name="first">The entry into the first state.</param>
    public static WorkflowStart Start(
        SqliteConnection connection, string name, string input, string definition, DateTimeOffset now, DateTimeOffset deadline, Transition first)
    {
        using var select = connection.Statement("SELECT status = 'Running' AND input = $input FROM execution WHERE name = $name", ("$name", name), ("$input", input));
        if (select.ExecuteScalar() is long same)
            return same == 1 ? WorkflowStart.Started : WorkflowStart.AlreadyExists;
        connection.Run(
            """
            INSERT INTO execution (name, definition, input, status, state, data, retries, due_at, deadline, revision, events, started_at)
            VALUES ($name, $definition, $input, 'Running', $state, $data, '', $due, $deadline, 0, 0, $now)
            """,
            ("$name", name), ("$definition", definition), ("$input", input), ("$state", first.State), ("$data", first.Data),
            ("$due", Milliseconds(Earlier(first.DueAt, deadline))), ("$deadline", Milliseconds(deadline)), ("$now", Milliseconds(now)));
        AddHistory(connection, name, 0, first.History);
        if (first.Status != WorkflowStatus.Running)
            End(connection, name, first);
        return WorkflowStart.Started;
    }

    public static WorkflowStatus? FindStatus(SqliteConnection connection, string name)
    {
        using var select = connection.Statement("SELECT status FROM execution WHERE name = $name", ("$name", name));
        return select.ExecuteScalar() is string status ? Enum.Parse<WorkflowStatus>(status) : null;
    }

    /// <summary>When the next execution is due, or a claim free to be taken over.</summary>
    public static DateTimeOffset? NextDue(SqliteConnection connection)
    {
        using var select = connection.Statement("SELECT min(due_at) FROM execution WHERE status = 'Running'");
        return select.ExecuteScalar() is long due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null;
    }

    /// <summary>Claims what is due, whoever had it, the longest due first.</summary>
    public static List<ExecutionRow> Claim(SqliteConnection connection, string holder, DateTimeOffset now, DateTimeOffset until, int maximum)
    {
        using var select = connection.Statement(
            """
            SELECT name, definition, state, data, retries, deadline, events, revision + 1, claimed_by IS NOT NULL FROM execution
            WHERE status = 'Running' AND due_at <= $now ORDER BY due_at LIMIT $maximum
            """,
            ("$now", Milliseconds(now)), ("$maximum", maximum));
        var found = select.Read(row => (Row: ReadRow(row), IsTakenOver: row.GetBoolean(8)));
        foreach (var (row, isTakenOver) in found)
        {
            connection.Run("UPDATE execution SET claimed_by = $holder, due_at = $until, revision = revision + 1 WHERE name = $name",
                ("$holder", holder), ("$until", Milliseconds(until)), ("$name", row.Name));
            if (isTakenOver)
                AddHistory(connection, row.Name, row.EventCount, [new(now, HistoryKind.ExecutionTakenOver) { State = row.State }]);
        }
        return [.. found.Select(one => one.IsTakenOver ? one.Row with { EventCount = one.Row.EventCount + 1 } : one.Row)];
    }

    /// <summary>False when the claim is lost.</summary>
    public static bool Renew(SqliteConnection connection, ExecutionRow execution, DateTimeOffset until) =>
        connection.Run("UPDATE execution SET due_at = $until WHERE name = $name AND revision = $revision",
            ("$until", Milliseconds(until)), ("$name", execution.Name), ("$revision", execution.Revision)) == 1;

    /// <summary>Gives an execution back as it is; does nothing when the claim is lost.</summary>
    public static bool Release(SqliteConnection connection, ExecutionRow execution, DateTimeOffset now) =>
        connection.Run("UPDATE execution SET due_at = $now, claimed_by = NULL, revision = revision + 1 WHERE name = $name AND revision = $revision",
            ("$now", Milliseconds(now)), ("$name", execution.Name), ("$revision", execution.Revision)) == 1;

    /// <summary>Writes what comes next; false when the claim is lost, and nothing is written.</summary>
    /// <param name="keepUntil">The claim goes on until then; null: the execution waits or has ended, and nobody has it.</param>
    public static bool Save(SqliteConnection connection, ExecutionRow execution, Transition next, DateTimeOffset? keepUntil)
    {
        var due = keepUntil ?? Earlier(next.DueAt, execution.Deadline);
        var changed = connection.Run(
            """
            UPDATE execution SET state = $state, data = $data, retries = $retries, due_at = $due, revision = revision + 1,
                claimed_by = CASE WHEN $keep THEN claimed_by END
            WHERE name = $name AND revision = $revision
            """,
            ("$state", next.State), ("$data", next.Data), ("$retries", string.Join(',', next.Retries)), ("$due", Milliseconds(due)),
            ("$keep", keepUntil is not null), ("$name", execution.Name), ("$revision", execution.Revision));
        if (changed == 0)
            return false;
        AddHistory(connection, execution.Name, execution.EventCount, next.History);
        if (next.Status != WorkflowStatus.Running)
            End(connection, execution.Name, next);
        return true;
    }

    /// <summary>Removes closed executions with their history; returns how many.</summary>
    public static int RemoveEnded(SqliteConnection connection, DateTimeOffset before, int maximum)
    {
        const string Chosen = "(SELECT name FROM execution WHERE ended_at < $before ORDER BY ended_at LIMIT $maximum)";
        (string, object?)[] parameters = [("$before", Milliseconds(before)), ("$maximum", maximum)];
        connection.Run($"DELETE FROM history WHERE execution IN {Chosen}", parameters);
        return connection.Run($"DELETE FROM execution WHERE name IN {Chosen}", parameters);
    }

    private static void End(SqliteConnection connection, string name, Transition end) =>
        connection.Run("UPDATE execution SET status = $status, ended_at = $at, error = $error, cause = $cause WHERE name = $name",
            ("$status", end.Status.ToString()), ("$at", Milliseconds(end.DueAt)), ("$error", end.Error), ("$cause", end.Cause), ("$name", name));

    private static void AddHistory(SqliteConnection connection, string name, int first, IReadOnlyList<HistoryEvent> events)
    {
        HistoryTable.Add(connection, name, first, events);
        connection.Run("UPDATE execution SET events = events + $count WHERE name = $name", ("$count", events.Count), ("$name", name));
    }

    private static ExecutionRow ReadRow(SqliteDataReader row) => new()
    {
        Name = row.GetString(0),
        DefinitionHash = row.GetString(1),
        State = row.GetString(2),
        Data = row.GetString(3),
        Retries = [.. row.GetString(4).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
        Deadline = row.Time(5),
        EventCount = row.GetInt32(6),
        Revision = row.GetInt64(7),
    };

    // A wait that is longer than the execution may be ends with the execution.
    private static DateTimeOffset Earlier(DateTimeOffset due, DateTimeOffset deadline) => due < deadline ? due : deadline;

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
