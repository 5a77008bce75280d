using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The writes of instances: one conditional write of the row; in a transaction with the queue's items where a delivery is forwarded, and only there.</summary>
internal sealed class InstanceWrites(
    Func<CancellationToken, DynamoDbOperation> begin, LedgerReads reads, LedgerRegister register, LedgerDays days, DynamoDbOptions options, TimeProvider time)
{
    public async ValueTask<AddOutcome> AddAsync(InstanceRow row, CancellationToken cancellation)
    {
        var operation = begin(cancellation);
        var item = InstanceItem.Write(row, options);
        await days.RegisterAsync(operation, row.Receipt, DeliveryItem.FirstBatchOf(row.Deliveries));
        await InstancePointers.WriteAsync(operation, row, InstancePointers.Of(row));
        var outcome = await PutAsync(operation, row, ConditionalWrite.Put(options.Table, item, ConditionalWrite.IsNew));
        if (outcome.IsDone)
            return AddOutcome.Added;
        var existing = await reads.RowsOfAsync(row.Received.SOPInstanceUID, cancellation);
        return existing.Any(other => other.Receipt == row.Receipt) ? AddOutcome.AlreadyThere : AddOutcome.Conflict(existing);
    }

    public async ValueTask AddDuplicateAsync(DuplicateRow duplicate, CancellationToken cancellation)
    {
        var operation = begin(cancellation);
        await days.RegisterAsync(operation, duplicate.Receipt, batch: null);
        await operation.PutAsync(DuplicateItem.Write(duplicate, options));
    }

    /// <summary>Replaces deliveries by what <paramref name="change"/> makes of them, and the name of their object if one is given; false when none changed.</summary>
    /// <param name="with">What is to be written in one transaction with the row; null: nothing.</param>
    public async ValueTask<bool> ChangeAsync(
        InstanceRowKey key, Func<Delivery, Delivery> change, ObjectKey? objectKey, CancellationToken cancellation, TransactWriteItem? with = null)
    {
        var operation = begin(cancellation);
        var mark = NewMark();
        var item = await operation.GetAsync(LedgerKeys.Instance(key));
        while (item is not null)
        {
            // An attempt before had succeeded, and its answer was lost.
            if (item.OptionalText(InstanceItem.Mark) == mark)
                return true;
            var row = InstanceItem.Read(item);
            var changes = new DeliveryChanges(row.Deliveries, change, objectKey);
            if (!changes.Any)
                return false;
            var next = row with { Deliveries = changes.After, ObjectKey = changes.ObjectKeyOfRow ?? row.ObjectKey };
            var outcome = await WriteAsync(operation, row, next, item.Count(InstanceItem.Version), mark, changes, with);
            if (outcome.IsDone)
                return true;
            item = outcome.Existing;
        }
        return false;
    }

    public static string NewMark() => Guid.NewGuid().ToString("N")[..12];

    private async Task<WriteOutcome> PutAsync(DynamoDbOperation operation, InstanceRow row, TransactWriteItem put)
    {
        List<ForwardRow> forwards = [.. ForwardRow.NewOf(row)];
        if (forwards.Count == 0)
            return await operation.WriteIfAsync(put);
        await register.EnsureAsync(operation, LedgerRegister.Forwards, LedgerKeys.DayOf(row.ReceivedAt));
        foreach (var forward in forwards)
            await register.EnsureAsync(operation, LedgerRegister.Destinations, forward.Destination);
        return await operation.WriteAllIfAsync(
            [put, .. forwards.Select(forward => ConditionalWrite.Put(options.Table, ForwardItem.Write(forward), ConditionalWrite.IsNew))], NewMark());
    }

    private async Task<WriteOutcome> WriteAsync(
        DynamoDbOperation operation, InstanceRow row, InstanceRow next, long version, string mark, DeliveryChanges changes, TransactWriteItem? with)
    {
        await days.RegisterAsync(operation, next.Receipt, DeliveryItem.FirstBatchOf(next.Deliveries));
        var (pointersBefore, pointersAfter) = (InstancePointers.Of(row), InstancePointers.Of(next));
        await InstancePointers.WriteAsync(operation, next, pointersAfter.Except(pointersBefore));
        var write = UpdateOf(row, next, version, mark).Of(options.Table, LedgerKeys.Instance(row.Key));
        List<TransactWriteItem> others =
            [.. changes.EndedForwards.Select(ended => ForwardItem.End(options.Table, row.Receipt, ended, time.GetUtcNow(), options))];
        if (with is not null)
            others.Add(with);
        var outcome = others.Count == 0 ? await operation.WriteIfAsync(write) : await operation.WriteAllIfAsync([write, .. others], mark);
        if (outcome.IsDone)
            await Task.WhenAll(pointersBefore.Except(pointersAfter).Select(gone => operation.DeleteAsync(LedgerKeys.Of(gone.Pk, gone.Sk))));
        return outcome;
    }

    private ItemUpdate UpdateOf(InstanceRow row, InstanceRow next, long version, string mark)
    {
        var update = new ItemUpdate()
            .When(InstanceItem.Version, ItemValue.Of(version))
            .Set(InstanceItem.Version, ItemValue.Of(version + 1))
            .Set(InstanceItem.Mark, ItemValue.Of(mark))
            .Set(InstanceItem.Deliveries, DeliveryItem.Write(next.Deliveries));
        if (next.ObjectKey != row.ObjectKey)
            update.Set(InstanceItem.Object, ItemValue.Of(InstanceItem.WriteObject(next.ObjectKey, next)!));
        // Its place in the list changes only when another batch takes it over: a result costs the index nothing.
        var list = InstanceItem.ListOf(next.Receipt, next.Deliveries);
        if (list != InstanceItem.ListOf(row.Receipt, row.Deliveries))
            update.Set(DynamoDbTable.List.PartitionKey, ItemValue.Of(list));
        if (options.KeepFinalRows is not null)
            update.Set(DynamoDbTable.TimeToLive, next.Deliveries.All(delivery => delivery.IsFinal) ? Expiry.Of(time.GetUtcNow(), options) : null);
        return update;
    }
}
