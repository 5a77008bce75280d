using System.Runtime.CompilerServices;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The forwarding queue of a <see cref="DynamoDbLedger"/>.</summary>
internal sealed class DynamoDbForwards(
    Func<CancellationToken, DynamoDbOperation> begin, LedgerReads reads, LedgerRegister register, InstanceWrites instances, DynamoDbOptions options)
    : IForwardLedger
{
    public async ValueTask<ForwardRow?> UpdateForwardAsync(ForwardRow forward, CancellationToken cancellation)
    {
        if (forward.IsFinal || forward.NextAttemptAt is null)
            throw new ArgumentException("A forward ends with its delivery.", nameof(forward));
        var next = forward with { Version = forward.Version + 1 };
        var mark = InstanceWrites.NewMark();
        var item = ForwardItem.Write(next);
        item[InstanceItem.Mark] = ItemValue.Of(mark);
        var put = ConditionalWrite.Put(
            options.Table,
            item,
            $"{InstanceItem.Version} = :version AND attribute_exists({DynamoDbTable.Work.PartitionKey})",
            new Item { [":version"] = ItemValue.Of(forward.Version) });
        var outcome = await begin(cancellation).WriteIfAsync(put);
        return outcome.IsDone || outcome.Existing?.OptionalText(InstanceItem.Mark) == mark ? next : null;
    }

    public ValueTask<bool> RedriveForwardAsync(ForwardRow failed, DateTimeOffset now, CancellationToken cancellation)
    {
        var again = failed with
        {
            State = ForwardState.Waiting,
            Version = failed.Version + 1,
            Owner = null,
            Attempts = 0,
            QueuedAt = now,
            NextAttemptAt = now,
            EndedAt = null,
        };
        var values = new Item { [":version"] = ItemValue.Of(failed.Version), [":failed"] = ItemValue.Of(nameof(ForwardState.Failed)) };
        var put = ConditionalWrite.Put(options.Table, ForwardItem.Write(again), $"{InstanceItem.Version} = :version AND #state = :failed", values);
        put.Put.ExpressionAttributeNames = new() { ["#state"] = ForwardItem.State };
        return instances.ChangeAsync(
            failed.Instance,
            old => old.Route == failed.Key.Route && old.State == DeliveryState.Failed ? old with { State = DeliveryState.Stored, Reason = null, EndedAt = null } : old,
            objectKey: null,
            cancellation,
            put);
    }

    public async ValueTask<IReadOnlyList<string>> ListDueDestinationsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        List<string> due = [];
        foreach (var destination in await register.ListAsync(LedgerRegister.Destinations, cancellation))
        {
            if ((await ListDueForwardsAsync(destination, now, limit: 1, cancellation)).Count > 0)
                due.Add(destination);
        }
        return due;
    }

    public async ValueTask<IReadOnlyList<ForwardRow>> ListDueForwardsAsync(
        string destination, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        // A claimed one stays in the index for a moment: some more than asked for, so that they do not stand in the way.
        var due = await reads.ListAsync(
            DynamoDbTable.Work, QueueOf(destination), SortRange.UpTo(LedgerKeys.Time(now) + "~"), cancellation, limit: (2 * limit) + 10);
        List<ForwardRow> rows = [];
        await foreach (var item in reads.GetManyAsync(due, cancellation))
        {
            if (rows.Count >= limit)
                break;
            var row = ForwardItem.Read(item);
            if (row.NextAttemptAt <= now)
                rows.Add(row);
        }
        return rows;
    }

    public async ValueTask<ForwardRow?> FindForwardAsync(ForwardKey key, CancellationToken cancellation) =>
        await begin(cancellation).GetAsync(ForwardItem.KeyOf(key)) is { } item ? ForwardItem.Read(item) : null;

    public async IAsyncEnumerable<ForwardRow> ListForwardsAsync(ForwardQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var left = query.Limit ?? int.MaxValue;
        var from = query.Since is { } since ? ReceiptId.FirstAt(since).ToString() : "!";
        foreach (var day in (await register.ListAsync(LedgerRegister.Forwards, cancellation)).Reverse())
        {
            if (query.Since is { } first && string.CompareOrdinal(day, LedgerKeys.DayOf(first)) < 0)
                break;
            var shards = Enumerable.Range(0, LedgerKeys.DayShards).Select(shard => LedgerKeys.ForwardsOfDay(day, shard));
            var entries = await reads.ListAsync(DynamoDbTable.List, shards, new SortRange(from, "~").NewestFirst, cancellation);
            await foreach (var item in reads.GetManyAsync(entries, cancellation))
            {
                if (left <= 0)
                    yield break;
                var row = ForwardItem.Read(item);
                if ((query.Route is not null && row.Key.Route != query.Route) || (query.State is not null && row.State != query.State))
                    continue;
                left--;
                yield return row;
            }
        }
    }

    public async ValueTask<ForwardTotals> CountForwardsAsync(CancellationToken cancellation)
    {
        long waiting = 0;
        DateTimeOffset? oldest = null;
        foreach (var destination in await register.ListAsync(LedgerRegister.Destinations, cancellation))
        {
            foreach (var entry in await reads.ListAsync(DynamoDbTable.Work, QueueOf(destination), SortRange.All, cancellation))
            {
                waiting++;
                var queuedAt = ForwardItem.QueuedAtOf(entry.Sort);
                oldest = oldest < queuedAt ? oldest : queuedAt;
            }
        }
        return new ForwardTotals(waiting, oldest);
    }

    private static IEnumerable<string> QueueOf(string destination) =>
        Enumerable.Range(0, LedgerKeys.WorkShards).Select(shard => LedgerKeys.Work(ForwardItem.StageOf(destination), shard));
}
