using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

public sealed partial class SqliteLedgerReader
{
    /// <summary>A day is one short read transaction; the next one is found by its first receipt.</summary>
    public async IAsyncEnumerable<ReconciledDay> ReconcileAsync(
        DateTimeOffset? since, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = until ?? DateTimeOffset.MaxValue;
        var next = since ?? DateTimeOffset.UnixEpoch;
        while (await ReadAsync(connection => FirstReceiptFrom(connection, next), cancellation) is { } first && first < end)
        {
            var day = new DateTimeOffset(first.UtcDateTime.Date, TimeSpan.Zero);
            var nextDay = day.AddDays(1);
            var from = day > next ? day : next;
            var to = nextDay < end ? nextDay : end;
            foreach (var reconciled in await ReadAsync(connection => ReadDay(connection, DateOnly.FromDateTime(day.DateTime), from, to), cancellation))
                yield return reconciled;
            next = nextDay;
        }
    }

    private static DateTimeOffset? FirstReceiptFrom(SqliteConnection connection, DateTimeOffset time)
    {
        var from = ReceiptId.FirstAt(time);
        using var select = new Statement(connection,
            """
            SELECT * FROM (SELECT receipt FROM instance WHERE receipt >= ? ORDER BY receipt LIMIT 1)
            UNION ALL SELECT * FROM (SELECT receipt FROM duplicate WHERE receipt >= ? ORDER BY receipt LIMIT 1) ORDER BY 1 LIMIT 1
            """);
        return select.Bind(from).Bind(from).Step() ? select.ReadReceipt().ReceivedAt : null;
    }

    private static List<ReconciledDay> ReadDay(SqliteConnection connection, DateOnly day, DateTimeOffset from, DateTimeOffset to)
    {
        // One transaction: a receipt must not appear between the two counts.
        using var transaction = connection.BeginTransaction(deferred: true);
        SortedDictionary<string, DaySum> titles = new(StringComparer.Ordinal);
        using (var groups = DayGroups(connection, "deliveries", "instance", from, to))
        {
            while (groups.Step())
                Of(groups.ReadText()).AddInstances(DeliveriesText.Read(groups.ReadText()), groups.ReadInt64());
        }
        using (var groups = DayGroups(connection, "''", "duplicate", from, to))
        {
            while (groups.Step())
            {
                var title = Of(groups.ReadText());
                groups.ReadText();
                title.AddDuplicates(groups.ReadInt64());
            }
        }
        return [.. titles.Select(title => title.Value.ToDay(day, title.Key))];

        DaySum Of(string title) => titles.TryGetValue(title, out var known) ? known : titles[title] = new DaySum();
    }

    private static Statement DayGroups(SqliteConnection connection, string column, string table, DateTimeOffset from, DateTimeOffset to)
    {
        var select = new Statement(connection,
            $"SELECT calling_ae_title, {column}, count(*) FROM {table} WHERE receipt >= ? AND receipt < ? GROUP BY 1, 2");
        return select.Bind(ReceiptId.FirstAt(from)).Bind(ReceiptId.FirstAt(to));
    }
}
