using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

/// <summary>The writes of storage commitment transactions as prepared statements; each runs inside the transaction of a group commit.</summary>
internal sealed class CommitmentTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(connection,
        $"""
        INSERT INTO commitment ({CommitmentColumns.Names}) VALUES ({string.Join(',', Enumerable.Repeat('?', CommitmentColumns.Count))})
        ON CONFLICT (calling_ae_title, transaction_uid) DO NOTHING
        """);

    private readonly Statement _insertReferences = new(connection, "INSERT INTO commitment_references VALUES (?, ?, ?)");

    private readonly Statement _update = new(connection,
        $"""
        UPDATE commitment SET version = version + 1, {CommitmentColumns.Changes}
        WHERE calling_ae_title = ? AND transaction_uid = ? AND version = ?
        """);

    public bool Add(CommitmentRow commitment, string references) =>
        CommitmentColumns.Bind(_insert, commitment).Run() == 1
        && _insertReferences.Bind(commitment.CallingAETitle).Bind(commitment.TransactionUID).Bind(references).Run() == 1;

    public CommitmentRow? Update(CommitmentRow commitment) =>
        CommitmentColumns.BindChanges(_update, commitment)
            .Bind(commitment.CallingAETitle).Bind(commitment.TransactionUID).Bind(commitment.Version)
            .Run() == 1
            ? commitment with { Version = commitment.Version + 1 }
            : null;

    public void Reset()
    {
        foreach (var statement in All)
            statement.Reset();
    }

    public void Dispose()
    {
        foreach (var statement in All)
            statement.Dispose();
    }

    private Statement[] All => [_insert, _insertReferences, _update];
}
