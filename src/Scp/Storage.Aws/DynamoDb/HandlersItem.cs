using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>What plugin handlers did to an instance, as a list of maps; bounded, whatever a plugin wrote.</summary>
internal static class HandlersItem
{
    /// <param name="withChanges">False leaves the changed elements out; each record then says that there were more.</param>
    public static AttributeValue Write(IReadOnlyList<HandlerRecord> handlers, bool withChanges) =>
        new() { L = [.. handlers.Take(LedgerLimits.MaximumHandlers).Select(handler => ItemValue.Of(MapOf(handler, withChanges ? handler.Changed : [])))] };

    public static IReadOnlyList<HandlerRecord> Read(Item item, string name) => [.. item.Maps(name).Select(Read)];

    private static Item MapOf(HandlerRecord handler, IReadOnlyList<string> changed)
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
