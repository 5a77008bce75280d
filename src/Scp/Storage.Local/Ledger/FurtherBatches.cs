using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

/// <summary>The index of rows by the batches of their deliveries after the first one, whose batch is a column of the row: an instance with one route costs nothing here.</summary>
internal sealed class FurtherBatches(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(connection, "INSERT OR IGNORE INTO further_batch VALUES (?, ?)");

    private readonly Statement _delete = new(connection, "DELETE FROM further_batch WHERE batch = ? AND receipt = ?");

    private Statement[] All => [_insert, _delete];

    public void Add(ReceiptId receipt, IReadOnlyList<Delivery> deliveries)
    {
        foreach (var batch in Of(deliveries))
            _insert.Bind(batch.ToString()).Bind(receipt).Run();
    }

    public void Change(ReceiptId receipt, IReadOnlyList<Delivery> before, IReadOnlyList<Delivery> after)
    {
        if (before.Count == 1)
            return;
        foreach (var gone in Of(before).Except(Of(after)))
            _delete.Bind(gone.ToString()).Bind(receipt).Run();
        Add(receipt, after);
    }

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

    private static IEnumerable<BatchId> Of(IReadOnlyList<Delivery> deliveries) =>
        deliveries.Count == 1 ? [] : deliveries.Select(delivery => delivery.Batch).OfType<BatchId>().Skip(1);
}
