using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The reads that all parts of the ledger share: whole partitions page by page, and items by their keys, consistently.</summary>
internal sealed class LedgerReads(Func<CancellationToken, DynamoDbOperation> begin)
{
    /// <summary>Keys of one BatchGetItem (DynamoDB).</summary>
    public const int MaximumKeys = 100;

    /// <summary>Requests at a time where many partitions are read.</summary>
    public const int Parallel = 16;

    /// <summary>The entries of a partition of an index, or with null of the table, in the order of their sort keys.</summary>
    public async Task<List<RowReference>> ListAsync(DynamoDbIndex? index, string partition, SortRange range, CancellationToken cancellation, int? limit = null)
    {
        var (pk, sk) = index is null ? (LedgerKeys.Pk, LedgerKeys.Sk) : (index.PartitionKey, index.SortKey);
        var request = new QueryRequest
        {
            IndexName = index?.Name,
            // An index cannot be read consistently.
            ConsistentRead = index is null,
            KeyConditionExpression = $"{pk} = :p AND {sk} BETWEEN :from AND :to",
            ExpressionAttributeValues = new Item { [":p"] = ItemValue.Of(partition), [":from"] = ItemValue.Of(range.From), [":to"] = ItemValue.Of(range.To) },
            ScanIndexForward = !range.Descending,
            ProjectionExpression = index is null ? $"{pk}, {sk}, {LedgerPointer.Pk}, {LedgerPointer.Sk}" : null,
        };
        if (limit is { } most)
            request.Limit = most;
        List<RowReference> entries = [];
        do
        {
            var response = await begin(cancellation).QueryAsync(request);
            foreach (var entry in response.Items ?? [])
                entries.Add(index is null ? LedgerPointer.Read(entry) : RowReference.OfIndex(entry, sk));
            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 } && entries.Count < (limit ?? int.MaxValue));
        return entries;
    }

    /// <summary>The entries of several partitions, in the order of their sort keys.</summary>
    public async Task<List<RowReference>> ListAsync(
        DynamoDbIndex? index, IEnumerable<string> partitions, SortRange range, CancellationToken cancellation, int? limit = null)
    {
        List<RowReference> entries = [];
        foreach (var some in partitions.Chunk(Parallel))
        {
            foreach (var part in await Task.WhenAll(some.Select(partition => ListAsync(index, partition, range, cancellation, limit))))
                entries.AddRange(part);
        }
        var direction = range.Descending ? -1 : 1;
        entries.Sort((a, b) => direction * string.CompareOrdinal(a.Sort, b.Sort));
        return entries;
    }

    /// <summary>The items of these keys, in their order; what is not there is left out. Up to <see cref="MaximumKeys"/>, all different.</summary>
    public async Task<List<Item>> GetAsync(IReadOnlyCollection<RowReference> rows, CancellationToken cancellation, string? projection = null)
    {
        if (rows.Count == 0)
            return [];
        var operation = begin(cancellation);
        Dictionary<(string, string), Item> found = [];
        List<Item> keys = [.. rows.Select(row => row.Key)];
        for (var attempt = 0; ; attempt++)
        {
            var response = await operation.GetManyAsync(new BatchGetItemRequest
            {
                RequestItems = new Dictionary<string, KeysAndAttributes>
                {
                    [operation.Table] = new() { Keys = keys, ConsistentRead = true, ProjectionExpression = projection },
                },
            });
            foreach (var item in response.Responses?.GetValueOrDefault(operation.Table) ?? [])
                found[(item.Text(LedgerKeys.Pk), item.Text(LedgerKeys.Sk))] = item;
            if (response.UnprocessedKeys?.GetValueOrDefault(operation.Table)?.Keys is not { Count: > 0 } left)
                break;
            keys = left;
            await operation.PauseAsync(attempt, "dynamodb:BatchGetItem", null);
        }
        return [.. rows.Select(row => found.GetValueOrDefault((row.Pk, row.Sk))).OfType<Item>()];
    }

    /// <summary>Every row of a received SOP Instance UID, by ordinal; consistent.</summary>
    public async Task<List<InstanceRow>> RowsOfAsync(string receivedSOPInstanceUID, CancellationToken cancellation)
    {
        var request = new QueryRequest
        {
            ConsistentRead = true,
            KeyConditionExpression = $"{LedgerKeys.Pk} = :p AND {LedgerKeys.Sk} < :duplicates",
            ExpressionAttributeValues = new Item { [":p"] = ItemValue.Of(LedgerKeys.Instance(receivedSOPInstanceUID)), [":duplicates"] = ItemValue.Of("A") },
        };
        List<InstanceRow> rows = [];
        do
        {
            var response = await begin(cancellation).QueryAsync(request);
            rows.AddRange((response.Items ?? []).Select(InstanceItem.Read));
            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return rows;
    }

    /// <summary>As <see cref="GetAsync"/>, of any number of keys, chunk by chunk; the first is small, since some only ask for the first.</summary>
    public async IAsyncEnumerable<Item> GetManyAsync(
        IReadOnlyList<RowReference> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        const int First = 25;
        for (var (start, size) = (0, First); start < rows.Count; start += size, size = MaximumKeys)
        {
            foreach (var item in await GetAsync([.. rows.Skip(start).Take(size)], cancellation))
                yield return item;
        }
    }
}
