using System.Runtime.CompilerServices;

namespace StoreScp.Storage.Local;

public sealed partial class SqliteLedgerReader : IForwardLedgerReader
{
    public async ValueTask<ForwardRow?> FindForwardAsync(ForwardKey key, CancellationToken cancellation) => await ReadAsync(connection =>
    {
        using var select = new Statement(connection, $"SELECT {ForwardColumns.Names} FROM forward WHERE receipt = ? AND route = ?");
        return select.Bind(key.Receipt).Bind(key.Route).Step() ? ForwardColumns.Read(select) : null;
    }, cancellation);

    public async IAsyncEnumerable<ForwardRow> ListForwardsAsync(
        ForwardQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var left = query.Limit ?? int.MaxValue;
        ForwardRow? last = null;
        List<ForwardRow> page;
        do
        {
            page = await ReadForwardsAsync(query, last, Math.Min(left, PageSize), cancellation);
            foreach (var row in page)
                yield return row;
            left -= page.Count;
            last = page.Count == 0 ? null : page[^1];
        }
        while (page.Count == PageSize && left > 0);
    }

    public async ValueTask<ForwardTotals> CountForwardsAsync(CancellationToken cancellation) => await ReadAsync(connection =>
    {
        using var select = new Statement(connection, "SELECT count(*), min(queued_at) FROM forward WHERE next_attempt_at IS NOT NULL");
        select.Step();
        return new ForwardTotals(select.ReadInt64(), select.ReadTime());
    }, cancellation);

    private Task<List<ForwardRow>> ReadForwardsAsync(ForwardQuery query, ForwardRow? last, int size, CancellationToken cancellation) => ReadAsync(connection =>
    {
        List<string> conditions = [];
        if (query.Route is not null)
            conditions.Add("route = ?");
        // The state is written out, and so is that it is not final: only then SQLite sees that the partial index serves.
        if (query.State is { } state)
            conditions.Add($"state = {(int)state}{(state is ForwardState.Waiting or ForwardState.Sending ? " AND next_attempt_at IS NOT NULL" : "")}");
        if (query.Since is not null)
            conditions.Add("receipt >= ?");
        if (last is not null)
            conditions.Add("(receipt, route) < (?, ?)");
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        using var select = new Statement(connection, $"SELECT {ForwardColumns.Names} FROM forward {where} ORDER BY receipt DESC, route DESC LIMIT ?");
        if (query.Route is { } route)
            select.Bind(route);
        if (query.Since is { } since)
            select.Bind(ReceiptId.FirstAt(since));
        if (last is not null)
            select.Bind(last.Key.Receipt).Bind(last.Key.Route);
        select.Bind(size);
        List<ForwardRow> rows = [];
        while (select.Step())
            rows.Add(ForwardColumns.Read(select));
        return rows;
    }, cancellation);
}
