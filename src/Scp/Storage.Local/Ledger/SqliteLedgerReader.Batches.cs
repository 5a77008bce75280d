using System.Runtime.CompilerServices;

namespace StoreScp.Storage.Local;

public sealed partial class SqliteLedgerReader : IBatchLedgerReader
{
    /// <summary>The delivery of the batch itself is in flight: another one, a forward for example, may be so for long.</summary>
    private static readonly string InFlightInBatch =
        $"""
        {DeliveriesText.HasState(DeliveryState.Stored)} AND (details IS NULL OR EXISTS (
            SELECT 1 FROM json_each(deliveries) AS delivery JOIN json_each(details) AS detail ON delivery.key = detail.key
            WHERE delivery.value ->> 1 = '{DeliveryState.Stored}' AND detail.value ->> '{nameof(DeliveryDetail.Batch)}' = batch_id))
        """;

    public async ValueTask<BatchRow?> FindBatchAsync(BatchId id, CancellationToken cancellation) => await ReadAsync(connection =>
    {
        using var select = new Statement(connection, "SELECT batch_row FROM batch WHERE batch_id = ?");
        return select.Bind(id.ToString()).Step() ? BatchJson.Read(select.ReadText()) : null;
    }, cancellation);

    public async IAsyncEnumerable<BatchRow> ListBatchesAsync(
        BatchState state, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long since = long.MinValue;
        var after = "";
        List<(long Since, BatchRow Row)> page;
        do
        {
            page = await ReadAsync(connection =>
            {
                // The state is written out: only then SQLite sees that the partial index serves.
                using var select = new Statement(connection,
                    $"""
                    SELECT batch_since, batch_row FROM batch WHERE batch_state = '{state}' AND (batch_since, batch_id) > (?, ?)
                    ORDER BY batch_since, batch_id LIMIT ?
                    """);
                select.Bind(since).Bind(after).Bind(PageSize);
                List<(long, BatchRow)> rows = [];
                while (select.Step())
                    rows.Add((select.ReadInt64(), BatchJson.Read(select.ReadText())));
                return rows;
            }, cancellation);
            foreach (var (_, row) in page)
                yield return row;
            if (page.Count > 0)
                (since, after) = (page[^1].Since, page[^1].Row.Id.ToString());
        }
        while (page.Count == PageSize);
    }

    public async IAsyncEnumerable<BatchRow> ListBatchesAsync(
        BatchQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var left = query.Limit ?? int.MaxValue;
        // An id begins with the time its batch was opened.
        var before = "g";
        List<BatchRow> page;
        do
        {
            var size = Math.Min(left, PageSize);
            page = await ReadAsync(connection =>
            {
                using var select = new Statement(connection,
                    $"""
                    SELECT batch_row FROM batch WHERE batch_id < ? AND batch_id >= ?
                    {(query.State is null ? "" : "AND batch_state = ?")} {(query.StudyInstanceUID is null ? "" : "AND batch_study = ?")}
                    ORDER BY batch_id DESC LIMIT ?
                    """);
                select.Bind(before).Bind(query.Since is { } since ? ReceiptId.FirstAt(since).ToString() : "");
                if (query.State is { } state)
                    select.Bind(state.ToString());
                if (query.StudyInstanceUID is { } study)
                    select.Bind(study);
                select.Bind(size);
                List<BatchRow> rows = [];
                while (select.Step())
                    rows.Add(BatchJson.Read(select.ReadText()));
                return rows;
            }, cancellation);
            foreach (var row in page)
                yield return row;
            left -= page.Count;
            if (page.Count > 0)
                before = page[^1].Id.ToString();
        }
        while (page.Count == PageSize && left > 0);
    }

    public async IAsyncEnumerable<InstanceRow> ListInstancesOfAsync(
        BatchId batch, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = ReceiptId.FirstAt(DateTimeOffset.UnixEpoch);
        List<InstanceRow> page;
        do
        {
            page = await ReadAsync(connection =>
            {
                using var select = new Statement(connection,
                    $"""
                    SELECT {InstanceColumns.Names} FROM instance JOIN (
                        SELECT receipt AS found FROM instance WHERE batch = ? AND receipt > ?
                        UNION ALL SELECT receipt FROM further_batch WHERE batch = ? AND receipt > ?
                        ORDER BY 1 LIMIT ?) ON receipt = found
                    ORDER BY receipt
                    """);
                return ReadRows(select.Bind(batch.ToString()).Bind(after).Bind(batch.ToString()).Bind(after).Bind(PageSize));
            }, cancellation);
            foreach (var row in page)
                yield return row;
            if (page.Count > 0)
                after = page[^1].Receipt;
        }
        while (page.Count == PageSize);
    }

    public async IAsyncEnumerable<BatchRow> ListUnretiredAsync(
        DateTimeOffset openedBefore, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var before = ReceiptId.FirstAt(openedBefore).ToString();
        var after = "";
        List<BatchRow> page;
        do
        {
            page = await ReadAsync(connection =>
            {
                using var select = new Statement(connection,
                    $"""
                    SELECT batch_row FROM batch
                    WHERE batch_id > ? AND batch_id < ? AND batch_state = 'Completed' AND batch_row NOT LIKE '%"{nameof(BatchRow.RetiredAt)}"%'
                    ORDER BY batch_id LIMIT ?
                    """);
                select.Bind(after).Bind(before).Bind(PageSize);
                List<BatchRow> rows = [];
                while (select.Step())
                    rows.Add(BatchJson.Read(select.ReadText()));
                return rows;
            }, cancellation);
            foreach (var row in page)
                yield return row;
            if (page.Count > 0)
                after = page[^1].Id.ToString();
        }
        while (page.Count == PageSize);
    }

    public async IAsyncEnumerable<BatchRow> ListStrandedAsync(
        DateTimeOffset openedSince, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batches = await ReadAsync(connection =>
        {
            using var select = new Statement(connection,
                $"""
                SELECT batch_row FROM batch
                WHERE batch_id >= ? AND batch_state IN ('Completed', 'Failed', 'Empty') AND (
                    EXISTS (SELECT 1 FROM instance WHERE instance.batch = batch_id AND {InFlightInBatch})
                    OR EXISTS (SELECT 1 FROM further_batch JOIN instance USING (receipt) WHERE further_batch.batch = batch_id AND {InFlightInBatch}))
                ORDER BY batch_id LIMIT {PageSize}
                """);
            select.Bind(ReceiptId.FirstAt(openedSince).ToString());
            List<BatchRow> rows = [];
            while (select.Step())
                rows.Add(BatchJson.Read(select.ReadText()));
            return rows;
        }, cancellation);
        foreach (var batch in batches)
            yield return batch;
    }

    internal async ValueTask<Lease?> FindLeaseAsync(string name, CancellationToken cancellation) => await ReadAsync(connection =>
    {
        using var select = new Statement(connection, "SELECT holder, expires_at FROM lease WHERE lease_name = ?");
        return select.Bind(name).Step()
            ? new Lease(name, select.ReadText(), DateTimeOffset.FromUnixTimeMilliseconds(select.ReadInt64()))
            : null;
    }, cancellation);
}
