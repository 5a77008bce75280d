namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>What was received day by day (UTC): the rows in the batches of about that day, and those in none.</summary>
/// <remarks>
/// A row is received while its batch is open: it began after the midnight before, and at most an hour before the batch did. A batch with a row of another time is entered
/// into the register. The keys of one day are held in memory, some 200 bytes each.
/// </remarks>
internal sealed class LedgerDays(LedgerReads reads, LedgerRegister register)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan BeforeItsBatch = TimeSpan.FromHours(1);

    /// <summary>Before its row is written: what a day needs so that the row is found in it.</summary>
    public async ValueTask RegisterAsync(DynamoDbOperation operation, ReceiptId receipt, BatchId? batch)
    {
        if (batch is { } id && IsWithin(id, receipt))
            return;
        var day = LedgerKeys.DayOf(receipt.ReceivedAt);
        await register.EnsureAsync(operation, LedgerRegister.Instances, day);
        if (batch is not null)
            await register.EnsureAsync(operation, LedgerRegister.Strays, $"{day}#{batch}");
    }

    /// <summary>The days that may hold a receipt, oldest first, the first and the last cut to what is asked for.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)>> ListAsync(
        DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellation)
    {
        SortedSet<DateTimeOffset> starts = [.. (await register.ListAsync(LedgerRegister.Instances, cancellation)).Select(LedgerKeys.StartOf)];
        foreach (var day in await register.ListAsync(LedgerRegister.Batches, cancellation))
        {
            var start = LedgerKeys.StartOf(day);
            starts.UnionWith([start - Day, start, start + Day]);
        }
        List<(DateTimeOffset From, DateTimeOffset To)> days = [];
        foreach (var start in starts)
        {
            var from = since > start ? since.Value : start;
            var to = until < start + Day ? until.Value : start + Day;
            if (from < to)
                days.Add((from, to));
        }
        return days;
    }

    /// <summary>Rows and duplicates by their receipts, within one day.</summary>
    public async Task<List<RowReference>> EntriesAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var day = LedgerKeys.DayOf(from);
        var lastBatch = ReceiptId.FirstAt(to + BeforeItsBatch).ToString();
        var batches = await reads.ListAsync(
            DynamoDbTable.List,
            new[] { from - Day, from, from + Day }.Select(time => LedgerKeys.BatchesOfDay(LedgerKeys.DayOf(time))),
            SortRange.UpTo(lastBatch),
            cancellation);
        var strays = await register.ListAsync($"{LedgerRegister.Strays}{day}#", cancellation);
        var partitions = batches.Select(batch => batch.Sort).Union(strays).Select(batch => LedgerKeys.Batch(BatchId.Parse(batch)))
            .Concat(Enumerable.Range(0, LedgerKeys.DayShards).Select(shard => LedgerKeys.InstancesOfDay(day, shard)));
        return await reads.ListAsync(DynamoDbTable.List, partitions, SortRange.Receipts(from, to), cancellation);
    }

    private static bool IsWithin(BatchId batch, ReceiptId receipt)
    {
        var (opened, received) = (BatchItem.TimeOf(batch), receipt.ReceivedAt);
        return opened <= received + BeforeItsBatch && opened >= LedgerKeys.StartOf(LedgerKeys.DayOf(received)) - Day;
    }
}
