using System.Runtime.CompilerServices;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>
/// Questions about batches. The lists come from indexes, which lag behind the table; every batch and row in an answer is read consistently, and left out when it is no
/// longer what was asked for. One that is missing because it has only just come there is in the next answer.
/// </summary>
internal sealed class BatchReads(Func<CancellationToken, DynamoDbOperation> begin, LedgerReads reads, LedgerRegister register, TimeProvider time)
{
    public async ValueTask<BatchRow?> FindAsync(BatchId id, CancellationToken cancellation) =>
        await begin(cancellation).GetAsync(BatchItem.KeyOf(id)) is { } item ? BatchItem.Read(item) : null;

    public async IAsyncEnumerable<BatchRow> ListAsync(BatchState state, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var entries = await WorkAsync(BatchStages.StageOf(state), SortRange.All, cancellation);
        await foreach (var item in reads.GetManyAsync(entries, cancellation))
        {
            if (BatchItem.Read(item) is var batch && batch.State == state)
                yield return batch;
        }
    }

    public async IAsyncEnumerable<BatchRow> ListAsync(BatchQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var left = query.Limit ?? int.MaxValue;
        await foreach (var entries in CandidatesAsync(query, cancellation))
        {
            await foreach (var item in reads.GetManyAsync(entries, cancellation))
            {
                if (left <= 0)
                    yield break;
                var batch = BatchItem.Read(item);
                if (query.State is { } state && batch.State != state)
                    continue;
                left--;
                yield return batch;
            }
        }
    }

    public async IAsyncEnumerable<InstanceRow> InstancesOfAsync(BatchId batch, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in reads.GetManyAsync(await InstancesOfAsync(batch, SortRange.All, cancellation), cancellation))
        {
            var row = InstanceItem.Read(item);
            if (row.Deliveries.Any(delivery => delivery.Batch == batch))
                yield return row;
        }
    }

    /// <summary>The rows of a batch by their receipts: from the index, and by pointers those whose first batch is another.</summary>
    public async Task<List<RowReference>> InstancesOfAsync(BatchId batch, SortRange receipts, CancellationToken cancellation)
    {
        var partition = LedgerKeys.Batch(batch);
        var entries = await reads.ListAsync(DynamoDbTable.List, partition, receipts, cancellation);
        var further = await reads.ListAsync(null, partition, receipts, cancellation);
        return [.. entries.Concat(further.Where(entry => entry.Sort != LedgerKeys.BatchItself)).DistinctBy(entry => (entry.Pk, entry.Sk)).OrderBy(entry => entry.Sort, StringComparer.Ordinal)];
    }

    public async IAsyncEnumerable<BatchRow> ListUnretiredAsync(DateTimeOffset openedBefore, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var before = ReceiptId.FirstAt(openedBefore).ToString();
        var old = await WorkAsync(BatchStages.Unretired, SortRange.UpTo(before), cancellation);
        // Those that are still looked at for late rows are sorted otherwise there.
        var watched = await WorkAsync(BatchStages.Watched, SortRange.All, cancellation);
        List<RowReference> entries =
            [.. old.Concat(watched).Where(entry => string.CompareOrdinal(entry.Pk[2..], before) < 0).OrderBy(entry => entry.Pk, StringComparer.Ordinal)];
        await foreach (var item in reads.GetManyAsync(entries, cancellation))
        {
            if (BatchItem.Read(item) is var batch && BatchStages.HasObjects(batch))
                yield return batch;
        }
    }

    public async IAsyncEnumerable<BatchRow> ListStrandedAsync(DateTimeOffset openedSince, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await WorkAsync(BatchStages.Watched, SortRange.UpTo(LedgerKeys.Time(now) + "~"), cancellation);
        await foreach (var item in reads.GetManyAsync(due, cancellation))
        {
            var batch = BatchItem.Read(item);
            if (!batch.IsFinal)
                continue;
            if (BatchItem.TimeOf(batch.Id) < openedSince)
                await MoveAsync(item, batch, BatchStages.HasObjects(batch) ? (BatchStages.Unretired, batch.Id.ToString()) : null, cancellation);
            else if (await HasInFlightAsync(batch.Id, cancellation))
                yield return batch;
            else
                await MoveAsync(item, batch, (BatchStages.Watched, BatchStages.SortOf(BatchStages.NextWatch(batch, now), batch.Id)), cancellation);
        }
    }

    private async Task<bool> HasInFlightAsync(BatchId batch, CancellationToken cancellation)
    {
        await foreach (var row in InstancesOfAsync(batch, cancellation))
        {
            if (row.Deliveries.Any(delivery => delivery.Batch == batch && !delivery.IsFinal))
                return true;
        }
        return false;
    }

    /// <summary>To another place in the work lists, or out of them; not when the batch has changed meanwhile. Its version stays: nothing is said of the batch.</summary>
    private Task<WriteOutcome> MoveAsync(Item item, BatchRow batch, (string Stage, string Sort)? to, CancellationToken cancellation)
    {
        var operation = begin(cancellation);
        var update = new ItemUpdate()
            .When(InstanceItem.Version, item[InstanceItem.Version])
            .Set(DynamoDbTable.Work.PartitionKey, to is { } place ? ItemValue.Of(BatchStages.PartitionOf(place.Stage, batch.Id)) : null)
            .Set(DynamoDbTable.Work.SortKey, to is { } sorted ? ItemValue.Of(sorted.Sort) : null);
        return operation.WriteIfAsync(update.Of(operation.Table, BatchItem.KeyOf(batch.Id)));
    }

    private Task<List<RowReference>> WorkAsync(string stage, SortRange range, CancellationToken cancellation) =>
        reads.ListAsync(DynamoDbTable.Work, Enumerable.Range(0, LedgerKeys.WorkShards).Select(shard => LedgerKeys.Work(stage, shard)), range, cancellation);

    /// <summary>Newest first, page by page: of a study, or of one day after the other.</summary>
    private async IAsyncEnumerable<List<RowReference>> CandidatesAsync(BatchQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var since = query.Since is { } time ? ReceiptId.FirstAt(time).ToString() : "";
        if (query.StudyInstanceUID is { } study)
        {
            yield return [.. (await OfStudyAsync(study, cancellation)).Select(BatchReference).Where(entry => string.CompareOrdinal(entry.Sort, since) >= 0).Reverse()];
            yield break;
        }
        var firstDay = query.Since is { } first ? LedgerKeys.DayOf(first) : "";
        foreach (var day in (await register.ListAsync(LedgerRegister.Batches, cancellation)).Reverse())
        {
            if (string.CompareOrdinal(day, firstDay) < 0)
                break;
            var entries = await reads.ListAsync(DynamoDbTable.List, LedgerKeys.BatchesOfDay(day), SortRange.All.NewestFirst, cancellation);
            yield return [.. entries.Where(entry => string.CompareOrdinal(entry.Sort, since) >= 0)];
        }
    }

    /// <summary>The batches of a study, oldest first.</summary>
    public async Task<List<BatchId>> OfStudyAsync(string studyInstanceUID, CancellationToken cancellation)
    {
        var entries = await reads.ListAsync(null, LedgerKeys.Study(studyInstanceUID), SortRange.StartingWith("B#"), cancellation);
        return [.. entries.Select(entry => BatchId.Parse(entry.Sk.AsSpan(2)))];
    }

    private static RowReference BatchReference(BatchId batch) => new(batch.ToString(), LedgerKeys.Batch(batch), LedgerKeys.BatchItself);
}
