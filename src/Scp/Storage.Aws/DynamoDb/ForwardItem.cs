using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>A <see cref="ForwardRow"/> as an item, in the list of its day, and in the work list of its destination as long as it is in the queue.</summary>
internal static class ForwardItem
{
    public const string State = "state";

    public static Item KeyOf(ForwardKey key) => LedgerKeys.Of(LedgerKeys.Forward(key.Receipt), key.Route);

    public static string StageOf(string destination) => "F#" + destination;

    public static Item Write(ForwardRow row)
    {
        var item = KeyOf(row.Key);
        item["received"] = ItemValue.Of(row.Instance.ReceivedSOPInstanceUID);
        item["ordinal"] = ItemValue.Of(row.Instance.Ordinal);
        item["destination"] = ItemValue.Of(row.Destination);
        item["class"] = ItemValue.Of(row.SOPClassUID);
        item["sop"] = ItemValue.Of(row.SOPInstanceUID);
        item["syntax"] = ItemValue.Of(row.TransferSyntaxUID);
        item["queued"] = ItemValue.Of(row.QueuedAt);
        item[State] = ItemValue.Of(row.State.ToString());
        item.Set("owner", row.Owner);
        item[InstanceItem.Version] = ItemValue.Of(row.Version);
        item.SetCount("attempts", row.Attempts);
        item.Set("next", row.NextAttemptAt);
        item.Set("reason", LedgerLimits.Cut(row.Reason));
        item.Set("ended", row.EndedAt);
        var day = LedgerKeys.DayOf(row.Key.Receipt.ReceivedAt);
        item[DynamoDbTable.List.PartitionKey] = ItemValue.Of(LedgerKeys.ForwardsOfDay(day, LedgerKeys.ShardOf(row.Key.Receipt)));
        item[DynamoDbTable.List.SortKey] = ItemValue.Of($"{row.Key.Receipt}#{row.Key.Route}");
        if (row.NextAttemptAt is { } next)
        {
            var shard = LedgerKeys.WorkShardOf(row.Key.Receipt.ToString());
            item[DynamoDbTable.Work.PartitionKey] = ItemValue.Of(LedgerKeys.Work(StageOf(row.Destination), shard));
            item[DynamoDbTable.Work.SortKey] = ItemValue.Of($"{LedgerKeys.Time(next)}#{LedgerKeys.Time(row.QueuedAt)}#{row.Key.Receipt}#{row.Key.Route}");
        }
        return item;
    }

    public static ForwardRow Read(Item item) => new()
    {
        Key = new ForwardKey(ReceiptId.Parse(item.Text(LedgerKeys.Pk).AsSpan(2)), item.Text(LedgerKeys.Sk)),
        Instance = new InstanceRowKey(item.Text("received"), (int)item.Count("ordinal")),
        Destination = item.Text("destination"),
        SOPClassUID = item.Text("class"),
        SOPInstanceUID = item.Text("sop"),
        TransferSyntaxUID = item.Text("syntax"),
        QueuedAt = item.Time("queued"),
        State = item.Enum<ForwardState>(State),
        Owner = item.OptionalText("owner"),
        Version = item.Count(InstanceItem.Version),
        Attempts = (int)item.Count("attempts"),
        NextAttemptAt = item.OptionalTime("next"),
        Reason = item.OptionalText("reason"),
        EndedAt = item.OptionalTime("ended"),
    };

    /// <summary>Ends it as its delivery did.</summary>
    public static TransactWriteItem End(string table, ReceiptId receipt, Delivery delivery, DateTimeOffset now, DynamoDbOptions options)
    {
        var state = delivery.State switch
        {
            DeliveryState.Forwarded => ForwardState.Forwarded,
            DeliveryState.Superseded => ForwardState.Superseded,
            _ => ForwardState.Failed,
        };
        return new ItemUpdate()
            .Set(State, ItemValue.Of(state.ToString()))
            .Set("reason", LedgerLimits.Cut(delivery.Reason) is { } reason ? ItemValue.Of(reason) : null)
            .Set("ended", delivery.EndedAt is { } ended ? ItemValue.Of(ended) : null)
            .Set(DynamoDbTable.TimeToLive, Expiry.Of(delivery.EndedAt ?? now, options))
            .Add(InstanceItem.Version, 1)
            .Remove("next").Remove(DynamoDbTable.Work.PartitionKey).Remove(DynamoDbTable.Work.SortKey)
            .Of(table, KeyOf(new ForwardKey(receipt, delivery.Route)));
    }

    /// <summary>The time it came into the queue, from its key in a work list.</summary>
    public static DateTimeOffset QueuedAtOf(string sort) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(sort.Split('#')[1], System.Globalization.CultureInfo.InvariantCulture));
}
