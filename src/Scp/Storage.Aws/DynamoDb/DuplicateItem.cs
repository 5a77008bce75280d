namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>A <see cref="DuplicateRow"/> as an item beside the row that is kept; listed with the instances of its day.</summary>
internal static class DuplicateItem
{
    public static Item Write(DuplicateRow duplicate, DynamoDbOptions options)
    {
        var item = LedgerKeys.Of(LedgerKeys.Instance(duplicate.Kept.ReceivedSOPInstanceUID), LedgerKeys.Duplicate(duplicate.Receipt));
        item["ordinal"] = ItemValue.Of(duplicate.Kept.Ordinal);
        item["calling"] = ItemValue.Of(duplicate.CallingAETitle);
        item["peer"] = ItemValue.Of(duplicate.PeerAddress);
        item["association"] = ItemValue.Of(duplicate.AssociationId);
        var day = LedgerKeys.DayOf(duplicate.Receipt.ReceivedAt);
        item[DynamoDbTable.List.PartitionKey] = ItemValue.Of(LedgerKeys.InstancesOfDay(day, LedgerKeys.ShardOf(duplicate.Receipt)));
        item[DynamoDbTable.List.SortKey] = ItemValue.Of(duplicate.Receipt.ToString());
        Expiry.Set(item, duplicate.Receipt.ReceivedAt, options);
        return item;
    }

    public static string CallingAETitleOf(Item item) => item.Text("calling");
}
