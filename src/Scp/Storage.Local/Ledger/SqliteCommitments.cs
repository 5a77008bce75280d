namespace StoreScp.Storage.Local;

/// <summary>The storage commitment transactions in <c>ledger.db</c>.</summary>
internal sealed class SqliteCommitments(GroupCommit writes, SqliteLedgerReader reader) : ICommitmentLedger
{
    public async ValueTask<bool> AddCommitmentAsync(
        CommitmentRow commitment, IReadOnlyList<CommitmentReference> references, CancellationToken cancellation)
    {
        // Made into text here, not on the one thread that writes for everybody.
        var text = CommitmentColumns.WriteReferences(references);
        return await writes.RunAsync(tables => tables.Commitments.Add(commitment, text), cancellation);
    }

    public async ValueTask<CommitmentRow?> UpdateCommitmentAsync(CommitmentRow commitment, CancellationToken cancellation) =>
        await writes.RunAsync(tables => tables.Commitments.Update(commitment), cancellation);

    public async ValueTask<CommitmentRow?> FindCommitmentAsync(CommitmentKey key, CancellationToken cancellation) => await reader.ReadAsync(connection =>
    {
        using var select = new Statement(connection,
            $"SELECT {CommitmentColumns.Names} FROM commitment WHERE calling_ae_title = ? AND transaction_uid = ?");
        return select.Bind(key.CallingAETitle).Bind(key.TransactionUID).Step() ? CommitmentColumns.Read(select) : null;
    }, cancellation);

    public async ValueTask<IReadOnlyList<CommitmentReference>> ReferencesOfAsync(CommitmentKey key, CancellationToken cancellation) =>
        await reader.ReadAsync<IReadOnlyList<CommitmentReference>>(connection =>
        {
            using var select = new Statement(connection,
                "SELECT uids FROM commitment_references WHERE calling_ae_title = ? AND transaction_uid = ?");
            return select.Bind(key.CallingAETitle).Bind(key.TransactionUID).Step() ? CommitmentColumns.ReadReferences(select.ReadText()) : [];
        }, cancellation);

    public async ValueTask<IReadOnlyList<CommitmentRow>> ListDueCommitmentsAsync(
        string owner, DateTimeOffset now, DateTimeOffset abandonedSince, int limit, CancellationToken cancellation) =>
        await reader.ReadAsync<IReadOnlyList<CommitmentRow>>(connection =>
        {
            using var select = new Statement(connection,
                $"""
                SELECT {CommitmentColumns.Names} FROM commitment
                WHERE next_attempt_at <= ? AND (owner = ? OR next_attempt_at <= ?) ORDER BY next_attempt_at LIMIT ?
                """);
            select.Bind(now).Bind(owner).Bind(abandonedSince).Bind(limit);
            List<CommitmentRow> rows = [];
            while (select.Step())
                rows.Add(CommitmentColumns.Read(select));
            return rows;
        }, cancellation);
}
