namespace StoreScp.Storage.Local;

/// <summary>The forwarding queue in <c>ledger.db</c>.</summary>
internal sealed class SqliteForwards(GroupCommit writes, SqliteLedgerReader reader) : IForwardLedger
{
    public async ValueTask<ForwardRow?> UpdateForwardAsync(ForwardRow forward, CancellationToken cancellation)
    {
        if (forward.IsFinal || forward.NextAttemptAt is null)
            throw new ArgumentException("A forward ends with its delivery.", nameof(forward));
        return await writes.RunAsync(tables => tables.Forwards.Update(forward), cancellation);
    }

    public async ValueTask<bool> RedriveForwardAsync(ForwardRow failed, DateTimeOffset now, CancellationToken cancellation) =>
        await writes.RunAsync(tables => tables.Redrive(failed, now), cancellation);

    public async ValueTask<IReadOnlyList<string>> ListDueDestinationsAsync(DateTimeOffset now, CancellationToken cancellation) =>
        await reader.ReadAsync<IReadOnlyList<string>>(connection =>
        {
            // From one destination to the next by the index: the queue of each may be long.
            using var next = new Statement(connection,
                "SELECT destination, next_attempt_at FROM forward WHERE next_attempt_at IS NOT NULL AND destination > ? ORDER BY destination, next_attempt_at LIMIT 1");
            List<string> due = [];
            for (var last = ""; next.Bind(last).Step(); next.Reset())
            {
                last = next.ReadText();
                if (next.ReadTime() <= now)
                    due.Add(last);
            }
            return due;
        }, cancellation);

    public async ValueTask<IReadOnlyList<ForwardRow>> ListDueForwardsAsync(
        string destination, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        await reader.ReadAsync<IReadOnlyList<ForwardRow>>(connection =>
        {
            using var select = new Statement(connection,
                $"""
                SELECT {ForwardColumns.Names} FROM forward
                WHERE destination = ? AND next_attempt_at <= ? ORDER BY next_attempt_at, receipt LIMIT ?
                """);
            select.Bind(destination).Bind(now).Bind(limit);
            List<ForwardRow> rows = [];
            while (select.Step())
                rows.Add(ForwardColumns.Read(select));
            return rows;
        }, cancellation);

    public ValueTask<ForwardRow?> FindForwardAsync(ForwardKey key, CancellationToken cancellation) => reader.FindForwardAsync(key, cancellation);

    public IAsyncEnumerable<ForwardRow> ListForwardsAsync(ForwardQuery query, CancellationToken cancellation) => reader.ListForwardsAsync(query, cancellation);

    public ValueTask<ForwardTotals> CountForwardsAsync(CancellationToken cancellation) => reader.CountForwardsAsync(cancellation);
}
