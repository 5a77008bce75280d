using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>What plugin handlers did to an instance, as a list of maps; bounded, whatever a plugin wrote.</summary>
internal static class HandlersItem
{
    public static AttributeValue Write(IReadOnlyList<HandlerRecord> handlers)
    {
        var elementsLeft = LedgerLimits.MaximumChangedElements;
        List<AttributeValue> maps = [];
        foreach (var handler in handlers.Take(LedgerLimits.MaximumHandlers))
        {
            List<string> changed = [.. handler.Changed.Where(path => path.Length <= LedgerLimits.MaximumChangedPath).Take(elementsLeft)];
            elementsLeft -= changed.Count;
            maps.Add(ItemValue.Of(MapOf(handler, changed)));
        }
        return new AttributeValue { L = maps };
    }

    public static IReadOnlyList<HandlerRecord> Read(Item item, string name) => [.. item.Maps(name).Select(Read)];

    private static Item MapOf(HandlerRecord handler, List<string> changed)
    {
        Item map = new()
        {
            ["handler"] = ItemValue.Of(LedgerLimits.Cut(handler.Handler)!),
            ["plugin"] = ItemValue.Of(LedgerLimits.Cut(handler.Plugin)!),
            ["version"] = ItemValue.Of(LedgerLimits.Cut(handler.Version)!),
            ["result"] = ItemValue.Of(LedgerLimits.Cut(handler.Result)!),
        };
        map.Set("reason", LedgerLimits.Cut(handler.Reason));
        map.Set("failed", handler.HasFailed);
        map.SetCount("us", handler.ElapsedMicroseconds);
        if (changed.Count > 0)
            map["changed"] = ItemValue.Of(changed);
        map.Set("more", handler.HasMoreChanges || changed.Count < handler.Changed.Count);
        return map;
    }

    private static HandlerRecord Read(Item map) => new()
    {
        Handler = map.Text("handler"),
        Plugin = map.Text("plugin"),
        Version = map.Text("version"),
        Result = map.Text("result"),
        Reason = map.OptionalText("reason"),
        HasFailed = map.Flag("failed"),
        ElapsedMicroseconds = map.Count("us"),
        Changed = map.Texts("changed"),
        HasMoreChanges = map.Flag("more"),
    };
}
