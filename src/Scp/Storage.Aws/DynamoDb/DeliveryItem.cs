using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The deliveries of a row as a list of maps.</summary>
internal static class DeliveryItem
{
    public const string State = "state";
    public const string Batch = "batch";

    public static AttributeValue Write(IReadOnlyList<Delivery> deliveries) => new() { L = [.. deliveries.Select(delivery => ItemValue.Of(MapOf(delivery)))] };

    public static IReadOnlyList<Delivery> Read(Item item, string name) => [.. item.Maps(name).Select(Read)];

    /// <summary>The batch that the row is found by: of the first delivery that has one.</summary>
    public static BatchId? FirstBatchOf(IReadOnlyList<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            if (delivery.Batch is { } batch)
                return batch;
        }
        return null;
    }

    /// <summary>The batches after the first.</summary>
    public static IEnumerable<BatchId> FurtherBatchesOf(IReadOnlyList<Delivery> deliveries) =>
        deliveries.Count == 1 ? [] : deliveries.Select(delivery => delivery.Batch).OfType<BatchId>().Distinct().Skip(1);

    private static Item MapOf(Delivery delivery)
    {
        Item map = new() { ["route"] = ItemValue.Of(delivery.Route), [State] = ItemValue.Of(delivery.State.ToString()) };
        map.Set("reason", LedgerLimits.Cut(delivery.Reason));
        map.Set(Batch, delivery.Batch?.ToString());
        map.Set("to", delivery.ForwardTo);
        map.Set("object", delivery.ObjectKey?.Value);
        map.Set("ended", delivery.EndedAt);
        if (delivery.Import is { } import)
            map["import"] = ItemValue.Of(MapOf(import));
        return map;
    }

    private static Item MapOf(ImportResult import)
    {
        Item map = new() { ["set"] = ItemValue.Of(import.ImageSetId) };
        if (import.ImageSetVersion is { } version)
            map["version"] = ItemValue.Of(version);
        if (import.IsPrimary is { } primary)
            map["primary"] = new AttributeValue { BOOL = primary };
        if (import.Warnings.Count > 0)
            map["warnings"] = ItemValue.Of(import.Warnings.Take(LedgerLimits.MaximumWarnings).Select(warning => LedgerLimits.Cut(warning)!));
        return map;
    }

    private static Delivery Read(Item map) => new(map.Text("route"), map.Enum<DeliveryState>(State), map.OptionalText("reason"))
    {
        Batch = map.OptionalText(Batch) is { } batch ? BatchId.Parse(batch) : null,
        ForwardTo = map.OptionalText("to"),
        ObjectKey = map.OptionalText("object") is { } key ? new ObjectKey(key) : null,
        EndedAt = map.OptionalTime("ended"),
        Import = map.TryGetValue("import", out var import) ? ReadImport(import.M) : null,
    };

    private static ImportResult ReadImport(Item map) => new()
    {
        ImageSetId = map.Text("set"),
        ImageSetVersion = map.OptionalNumber("version"),
        IsPrimary = map.OptionalFlag("primary"),
        Warnings = map.Texts("warnings"),
    };
}
