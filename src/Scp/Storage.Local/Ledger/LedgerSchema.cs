using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

/// <summary>The tables of <c>ledger.db</c> and how an older file is brought up to them; the version is in <c>user_version</c>.</summary>
internal static class LedgerSchema
{
    /// <summary>Step n brings version n to n + 1. Only ever append.</summary>
    private static readonly string[] Steps =
    [
        // Clustered by receipt: inserts go to the end, "newest first" and "since" are its order, and both other indexes end with it.
        // stored_*: NULL when no handler changed the identity (flag 2).
        """
        CREATE TABLE instance (
            receipt BLOB PRIMARY KEY,
            received_sop_instance TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            study TEXT NOT NULL,
            received_study TEXT,
            stored_sop_instance TEXT,
            flags INTEGER NOT NULL,
            deliveries TEXT NOT NULL,
            sop_class TEXT NOT NULL,
            series TEXT NOT NULL,
            accession_number TEXT,
            transfer_syntax TEXT NOT NULL,
            stored_sop_class TEXT,
            stored_series TEXT,
            stored_accession_number TEXT,
            stored_transfer_syntax TEXT,
            calling_ae_title TEXT NOT NULL,
            called_ae_title TEXT NOT NULL,
            peer_address TEXT NOT NULL,
            implementation_class TEXT,
            implementation_version TEXT,
            association TEXT NOT NULL,
            object_key TEXT,
            bytes INTEGER NOT NULL,
            content_hash TEXT NOT NULL,
            content_length INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX instance_received ON instance (received_sop_instance, ordinal);
        CREATE INDEX instance_study ON instance (study);
        CREATE INDEX instance_received_study ON instance (received_study) WHERE received_study IS NOT NULL;
        CREATE INDEX instance_stored_sop_instance ON instance (stored_sop_instance) WHERE stored_sop_instance IS NOT NULL;
        CREATE TABLE duplicate (
            receipt BLOB PRIMARY KEY,
            received_sop_instance TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            calling_ae_title TEXT NOT NULL,
            peer_address TEXT NOT NULL,
            association TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,

        // Batches: what is asked for often is a column, the whole row is JSON. `since` is when the batch came into its state, and orders it there.
        """
        ALTER TABLE instance ADD COLUMN batch TEXT;
        ALTER TABLE instance ADD COLUMN details TEXT;
        CREATE INDEX instance_batch ON instance (batch) WHERE batch IS NOT NULL;
        CREATE TABLE batch (
            batch_id TEXT PRIMARY KEY,
            batch_version INTEGER NOT NULL,
            batch_state TEXT NOT NULL,
            batch_study TEXT NOT NULL,
            batch_since INTEGER NOT NULL,
            batch_row TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX batch_working ON batch (batch_state, batch_since, batch_id) WHERE batch_state IN ('Open', 'Sealed', 'Importing');
        CREATE INDEX batch_of_study ON batch (batch_study);
        CREATE TABLE lease (
            lease_name TEXT PRIMARY KEY,
            holder TEXT NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,

        // References are long and never change; what changes is written often. Only transactions that are not final have a next attempt.
        """
        CREATE TABLE commitment (
            calling_ae_title TEXT NOT NULL,
            transaction_uid TEXT NOT NULL,
            called_ae_title TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            version INTEGER NOT NULL,
            association TEXT NOT NULL,
            owner TEXT NOT NULL,
            state INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            next_attempt_at INTEGER,
            decided_at INTEGER,
            ended_at INTEGER,
            PRIMARY KEY (calling_ae_title, transaction_uid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX commitment_next_attempt ON commitment (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
        CREATE TABLE commitment_references (
            calling_ae_title TEXT NOT NULL,
            transaction_uid TEXT NOT NULL,
            uids TEXT NOT NULL,
            PRIMARY KEY (calling_ae_title, transaction_uid)
        ) STRICT;
        """,

        // further_batch: of rows with deliveries in several batches, those after the first, which is the column `batch` of the row.
        // The queue: only forwards that are not final have a next attempt.
        """
        CREATE TABLE further_batch (
            batch TEXT NOT NULL,
            receipt BLOB NOT NULL,
            PRIMARY KEY (batch, receipt)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE forward (
            receipt BLOB NOT NULL,
            route TEXT NOT NULL,
            received_sop_instance TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            destination TEXT NOT NULL,
            sop_class TEXT NOT NULL,
            sop_instance TEXT NOT NULL,
            transfer_syntax TEXT NOT NULL,
            queued_at INTEGER NOT NULL,
            version INTEGER NOT NULL,
            state INTEGER NOT NULL,
            owner TEXT,
            attempts INTEGER NOT NULL,
            next_attempt_at INTEGER,
            reason TEXT,
            ended_at INTEGER,
            PRIMARY KEY (receipt, route)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX forward_next_attempt ON forward (destination, next_attempt_at, receipt) WHERE next_attempt_at IS NOT NULL;
        CREATE INDEX forward_queued ON forward (queued_at) WHERE next_attempt_at IS NOT NULL;
        """,

        // What plugin handlers did, as JSON; NULL when none were asked.
        "ALTER TABLE instance ADD COLUMN handlers TEXT;",

        // Trace of the reception; NULL when it was not sampled.
        "ALTER TABLE instance ADD COLUMN trace TEXT;",
    ];

    public static int Version => Steps.Length;

    /// <exception cref="StorageSetupException">The file was written by a newer version.</exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        if (Require(connection, path) == Version)
            return;
        // Another process may be migrating: the lock comes first, then the version is asked again.
        using var transaction = connection.BeginTransaction(deferred: false);
        for (var version = Require(connection, path); version < Version; version++)
            Sql.Execute(connection, $"{Steps[version]} PRAGMA user_version = {version + 1};");
        transaction.Commit();
    }

    /// <exception cref="StorageSetupException">The file is not at our version; a reader cannot change that.</exception>
    public static void RequireCurrent(SqliteConnection connection, string path)
    {
        if (Require(connection, path) < Version)
            throw new StorageSetupException($"The ledger '{path}' was written by an older version; start the server once to bring it up to date.");
    }

    private static int Require(SqliteConnection connection, string path)
    {
        var version = Sql.Scalar(connection, "PRAGMA user_version");
        return version <= Version
            ? (int)version
            : throw new StorageSetupException(
                $"The ledger '{path}' was written by a newer version (its schema is {version}, this program knows {Version}).");
    }
}
