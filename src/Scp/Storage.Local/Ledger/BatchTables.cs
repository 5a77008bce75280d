using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

/// <summary>The writes of batches and leases as prepared statements; each runs inside the transaction of a group commit.</summary>
internal sealed class BatchTables(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(connection, "INSERT OR IGNORE INTO batch VALUES (?, ?, ?, ?, ?, ?)");

    private readonly Statement _update = new(connection,
        """
        UPDATE batch SET batch_version = ?, batch_state = ?, batch_study = ?, batch_since = ?, batch_row = ?
        WHERE batch_id = ? AND batch_version = ?
        """);

    private readonly Statement _takeLease = new(connection,
        """
        INSERT INTO lease VALUES (?, ?, ?)
        ON CONFLICT (lease_name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
        WHERE holder = excluded.holder OR expires_at < ?
        """);

    private readonly Statement _releaseLease = new(connection, "DELETE FROM lease WHERE lease_name = ? AND holder = ?");

    public Statement[] All => [_insert, _update, _takeLease, _releaseLease];

    public void Dispose()
    {
        foreach (var statement in All)
            statement.Dispose();
    }

    public bool Add(BatchRow batch) =>
        _insert
            .Bind(batch.Id.ToString()).Bind(batch.Version).Bind(batch.State.ToString()).Bind(batch.StudyInstanceUID)
            .Bind(SinceOf(batch)).Bind(BatchJson.Write(batch))
            .Run() == 1;

    public BatchRow? Update(BatchRow batch)
    {
        var next = batch with { Version = batch.Version + 1 };
        var updated = _update
            .Bind(next.Version).Bind(next.State.ToString()).Bind(next.StudyInstanceUID).Bind(SinceOf(next)).Bind(BatchJson.Write(next))
            .Bind(batch.Id.ToString()).Bind(batch.Version)
            .Run() == 1;
        return updated ? next : null;
    }

    public bool Take(Lease lease, DateTimeOffset freeBefore) =>
        _takeLease
            .Bind(lease.Name).Bind(lease.Holder).Bind(lease.ExpiresAt.ToUnixTimeMilliseconds()).Bind(freeBefore.ToUnixTimeMilliseconds())
            .Run() == 1;

    public bool Release(string name, string holder) => _releaseLease.Bind(name).Bind(holder).Run() == 1;

    private static long SinceOf(BatchRow batch) =>
        (batch.State == BatchState.Open ? batch.OpenedAt : batch.SealedAt ?? batch.OpenedAt).ToUnixTimeMilliseconds();
}
