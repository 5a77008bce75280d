using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using StoreScp.Storage.Aws.DynamoDb;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>
/// What an operation cost: its requests, and the write capacity units of the table and of its indexes by DynamoDB's published rules, from every item before and after.
/// moto itself reports one unit for whatever is written.
/// </summary>
internal sealed class TableChanges(AmazonDynamoDBClient client, string table, FaultyHttp http)
{
    private Dictionary<string, Item> _before = [];

    /// <summary>The number of the items that the operation wrote, by their bytes.</summary>
    public IReadOnlyList<int> ItemBytes { get; private set; } = [];

    public async Task<Cost> OfAsync(Func<Task> operation)
    {
        _before = await ScanAsync();
        http.Sent.Clear();
        await operation();
        var requests = http.Sent.ToArray();
        var after = await ScanAsync();
        var changed = after.Keys.Union(_before.Keys).Where(key => !Same(_before.GetValueOrDefault(key), after.GetValueOrDefault(key))).ToList();
        ItemBytes = [.. changed.Select(key => Size(after, key))];
        // Each item of a transaction is written twice.
        var factor = requests.Contains("TransactWriteItems") ? 2 : 1;
        return new Cost(
            string.Join(", ", requests.GroupBy(request => request).Select(group => group.Count() == 1 ? group.Key : $"{group.Count()} {group.Key}")),
            factor * changed.Sum(key => (Math.Max(Size(_before, key), Size(after, key)) + 1023) / 1024),
            changed.Sum(key => IndexWrites(DynamoDbTable.List, key, after)),
            changed.Sum(key => IndexWrites(DynamoDbTable.Work, key, after)));
    }

    private int IndexWrites(DynamoDbIndex index, string key, Dictionary<string, Item> after)
    {
        var (old, now) = (Entry(index, _before.GetValueOrDefault(key)), Entry(index, after.GetValueOrDefault(key)));
        // Another key is an entry that goes and one that comes; what stays the same costs nothing, since only keys are projected.
        return old == now ? 0 : old is null || now is null ? 1 : 2;
    }

    private static string? Entry(DynamoDbIndex index, Item? item) =>
        item is not null && item.TryGetValue(index.PartitionKey, out var pk) && item.TryGetValue(index.SortKey, out var sk) ? pk.S + sk.S : null;

    private static int Size(Dictionary<string, Item> items, string key) => items.TryGetValue(key, out var item) ? ItemSize.Of(item) : 0;

    private static bool Same(Item? a, Item? b) => a is not null && b is not null && Text(new AttributeValue { M = a }) == Text(new AttributeValue { M = b });

    private static string Text(AttributeValue value) => value switch
    {
        { M: { } map } => "{" + string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Text(pair.Value)}")) + "}",
        { L: { } list } => "[" + string.Join(',', list.Select(Text)) + "]",
        _ => value.S ?? value.N ?? value.BOOL.ToString() ?? "",
    };

    private async Task<Dictionary<string, Item>> ScanAsync()
    {
        Dictionary<string, Item> items = [];
        await foreach (var page in client.Paginators.Scan(new ScanRequest { TableName = table }).Responses)
        {
            foreach (var item in page.Items ?? [])
                items.Add($"{item.Text("pk")} {item.Text("sk")}", item);
        }
        return items;
    }

    internal sealed record Cost(string Requests, int Table, int List, int Work);
}
