namespace StoreScp.Emulator;

/// <summary>The tables of <c>emulator.db</c>; the version is in <c>user_version</c>. Times are milliseconds since 1970.</summary>
internal static class EmulatorSchema
{
    private const int Version = 1;

    private const string Tables =
        """
        CREATE TABLE datastore (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            client_token TEXT,
            request TEXT,
            kms_key_arn TEXT,
            lambda_authorizer_arn TEXT,
            lossless_storage_format TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE tag (arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key)) STRICT;
        CREATE TABLE job (
            sequence INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            datastore TEXT NOT NULL,
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            client_token TEXT NOT NULL,
            request TEXT NOT NULL,
            role TEXT NOT NULL,
            input TEXT NOT NULL,
            output TEXT NOT NULL,
            submitted_at INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            message TEXT,
            is_published INTEGER NOT NULL DEFAULT 0,
            outputs_due_at INTEGER,
            is_announced INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX job_token ON job (datastore, client_token);
        CREATE INDEX job_status ON job (datastore, status);
        CREATE TABLE job_file (
            job TEXT NOT NULL,
            key TEXT NOT NULL,
            exception_type TEXT,
            message TEXT,
            is_server_error INTEGER NOT NULL,
            warnings TEXT,
            image_set TEXT,
            image_set_version INTEGER,
            is_primary INTEGER,
            PRIMARY KEY (job, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE image_set (
            id TEXT PRIMARY KEY,
            datastore TEXT NOT NULL,
            study TEXT NOT NULL,
            series TEXT NOT NULL,
            is_primary INTEGER NOT NULL,
            study_fingerprint TEXT NOT NULL,
            series_fingerprint TEXT NOT NULL,
            tags TEXT NOT NULL,
            latest_version INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER
        ) STRICT;
        CREATE INDEX image_set_series ON image_set (datastore, series);
        CREATE INDEX image_set_study ON image_set (datastore, study);
        CREATE TABLE image_set_version (
            image_set TEXT NOT NULL,
            version INTEGER NOT NULL,
            workflow_status TEXT NOT NULL,
            updates TEXT NOT NULL,
            is_forced INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (image_set, version)
        ) STRICT, WITHOUT ROWID;
        -- In version v of its image set when added <= v and not removed <= v.
        CREATE TABLE instance (
            image_set TEXT NOT NULL,
            sop_instance TEXT NOT NULL,
            added INTEGER NOT NULL,
            removed INTEGER,
            sop_class TEXT NOT NULL,
            transfer_syntax TEXT NOT NULL,
            blob TEXT NOT NULL,
            PRIMARY KEY (image_set, sop_instance, added)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX instance_blob ON instance (blob, image_set);
        """;

    public static void Migrate(EmulatorDatabase database) => database.InTransaction(() =>
    {
        long version = database.Scalar("PRAGMA user_version");
        if (version > Version)
            throw new InvalidOperationException($"The emulator's folder was written by a newer version (its schema is {version}, this program knows {Version}).");
        if (version == 0) database.Execute($"{Tables} PRAGMA user_version = {Version};");
        return version;
    });
}
