namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>An <see cref="InstanceRow"/> as an item.</summary>
internal static class InstanceItem
{
    public const string Deliveries = "deliveries";
    public const string Bytes = "bytes";
    public const string Object = "object";

    /// <summary>Counts the writes of an item; the condition of the next one.</summary>
    public const string Version = "v";

    /// <summary>Who wrote last: a writer whose answer was lost finds its own mark.</summary>
    public const string Mark = "w";

    private const string Stored = "stored";
    private const string Handlers = "handlers";

    // A character that no object key has: the key repeats the UID, and every KB of an item is paid for.
    private const string SOPInstanceUID = "*";

    /// <exception cref="ArgumentException">More deliveries than a row may have, or texts that are too long together.</exception>
    public static Item Write(InstanceRow row, DynamoDbOptions options)
    {
        if (row.Deliveries.Count > LedgerLimits.MaximumDeliveries)
            throw new ArgumentException($"{row.Deliveries.Count} deliveries of one instance; allowed: up to {LedgerLimits.MaximumDeliveries}.", nameof(row));
        var item = LedgerKeys.Instance(row.Key);
        IdentityItem.Write(item, row.Received);
        if (row.Stored != row.Received)
        {
            Item stored = [];
            IdentityItem.Write(stored, row.Stored);
            item[Stored] = ItemValue.Of(stored);
        }
        item["calling"] = ItemValue.Of(row.CallingAETitle);
        item["called"] = ItemValue.Of(row.CalledAETitle);
        item["peer"] = ItemValue.Of(row.PeerAddress);
        item["association"] = ItemValue.Of(row.AssociationId);
        item.Set("implementation", row.ImplementationClassUID);
        item.Set("release", row.ImplementationVersionName);
        item.Set("trace", row.Trace?.ToString());
        item.Set("modified", row.IsModified);
        item.Set("different", row.DifferentContent);
        item.Set(Object, WriteObject(row.ObjectKey, row));
        item[Bytes] = ItemValue.Of(row.Bytes);
        item["hash"] = ItemValue.Of(row.ContentHash);
        item["length"] = ItemValue.Of(row.ContentLength);
        item[Version] = ItemValue.Of(0);
        item[DynamoDbTable.List.PartitionKey] = ItemValue.Of(ListOf(row.Receipt, row.Deliveries));
        item[DynamoDbTable.List.SortKey] = ItemValue.Of(row.Receipt.ToString());
        if (row.Deliveries.All(delivery => delivery.IsFinal))
            Expiry.Set(item, row.ReceivedAt, options);
        WriteHandlers(item, row.Handlers);
        item[Deliveries] = DeliveryItem.Write(row.Deliveries);
        return item;
    }

    public static InstanceRow Read(Item item)
    {
        var received = IdentityItem.Read(item);
        var stored = item.TryGetValue(Stored, out var other) ? IdentityItem.Read(other.M) : received;
        return new InstanceRow
        {
            Receipt = ReceiptId.Parse(item.Text(DynamoDbTable.List.SortKey)),
            Received = received,
            Stored = stored,
            Ordinal = int.Parse(item.Text(LedgerKeys.Sk), System.Globalization.CultureInfo.InvariantCulture),
            CallingAETitle = item.Text("calling"),
            CalledAETitle = item.Text("called"),
            PeerAddress = item.Text("peer"),
            AssociationId = item.Text("association"),
            ImplementationClassUID = item.OptionalText("implementation"),
            ImplementationVersionName = item.OptionalText("release"),
            Trace = TraceSpan.Parse(item.OptionalText("trace")),
            IsModified = item.Flag("modified"),
            DifferentContent = item.Flag("different"),
            Handlers = HandlersItem.Read(item, Handlers),
            ObjectKey = item.OptionalText(Object) is { } key ? new ObjectKey(key.Replace(SOPInstanceUID, stored.SOPInstanceUID, StringComparison.Ordinal)) : null,
            Bytes = item.Count(Bytes),
            ContentHash = item.Text("hash"),
            ContentLength = item.Count("length"),
            Deliveries = DeliveryItem.Read(item, Deliveries),
        };
    }

    /// <summary>The list that the row is in: of its first batch, or of the day it was received.</summary>
    public static string ListOf(ReceiptId receipt, IReadOnlyList<Delivery> deliveries) => DeliveryItem.FirstBatchOf(deliveries) is { } batch
        ? LedgerKeys.Batch(batch)
        : LedgerKeys.InstancesOfDay(LedgerKeys.DayOf(receipt.ReceivedAt), LedgerKeys.ShardOf(receipt));

    public static string? WriteObject(ObjectKey? key, InstanceRow row) => row.Stored.SOPInstanceUID.Length == 0
        ? key?.Value
        : key?.Value.Replace(row.Stored.SOPInstanceUID, SOPInstanceUID, StringComparison.Ordinal);

    /// <summary>The last of a row but its deliveries, which grow later.</summary>
    private static void WriteHandlers(Item item, IReadOnlyList<HandlerRecord> handlers)
    {
        if (handlers.Count > 0)
            item[Handlers] = HandlersItem.Write(handlers, withChanges: true);
        if (ItemSize.Of(item) <= LedgerLimits.MaximumRowBytes)
            return;
        if (handlers.Count > 0)
            item[Handlers] = HandlersItem.Write(handlers, withChanges: false);
        if (ItemSize.Of(item) is var bytes and > LedgerLimits.MaximumRowBytes)
            throw new ArgumentException($"A row of {bytes} bytes without its deliveries; allowed: {LedgerLimits.MaximumRowBytes}.");
    }
}
