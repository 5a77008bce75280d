using Microsoft.Data.Sqlite;
using StoreScp.Storage;

namespace StoreScp.LocalRunner.Files;

/// <summary>The tables of the runner's file; the version is in <c>user_version</c>.</summary>
internal static class WorkflowSchema
{
    private const long Version = 1;

    // due_at: when somebody may take the execution in hand: the end of a wait, or, while somebody has it, the end of the claim.
    // Every time is in milliseconds since 1970, UTC.
    private const string Create =
        """
        CREATE TABLE definition (
            hash TEXT PRIMARY KEY,
            text TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE execution (
            name TEXT PRIMARY KEY,
            definition TEXT NOT NULL,
            input TEXT NOT NULL,
            status TEXT NOT NULL,
            state TEXT NOT NULL,
            data TEXT NOT NULL,
            retries TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            deadline INTEGER NOT NULL,
            claimed_by TEXT,
            revision INTEGER NOT NULL,
            events INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            error TEXT,
            cause TEXT
        ) STRICT;
        CREATE INDEX execution_due ON execution (due_at) WHERE status = 'Running';
        CREATE INDEX execution_ended ON execution (ended_at) WHERE ended_at IS NOT NULL;
        CREATE TABLE history (
            execution TEXT NOT NULL,
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            state TEXT,
            error TEXT,
            cause TEXT,
            retry_after INTEGER,
            PRIMARY KEY (execution, number)
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    /// <exception cref="StorageSetupException">The file was written by a newer version.</exception>
    public static void Bring(SqliteConnection connection, string path)
    {
        // Another process may be creating the tables: the lock comes first.
        using var transaction = connection.BeginTransaction(deferred: false);
        using (var ask = connection.Statement("PRAGMA user_version"))
        {
            var found = (long)ask.ExecuteScalar()!;
            if (found > Version)
                throw new StorageSetupException($"The workflow file '{path}' was written by a newer version (its schema is {found}, this program knows {Version}).");
            if (found == Version)
                return;
        }
        using var create = connection.Statement(Create);
        create.ExecuteNonQuery();
        transaction.Commit();
    }
}
