using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Counts the whole ledger: a consistent scan of the table, in segments at a time. Its cost is the table's size: docs/ledger.md.</summary>
internal sealed class LedgerCount(Func<CancellationToken, DynamoDbOperation> begin, LedgerReads reads)
{
    private const int Segments = 4;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<DeliveryState, long> _deliveries = [];
    private readonly Dictionary<BatchId, long> _inFlight = [];
    private long _instances;
    private long _duplicates;
    private long _bytes;

    public async Task<LedgerTotals> RunAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(Enumerable.Range(0, Segments).Select(segment => ScanAsync(segment, cancellation)));
        var progress = new BatchProgress(reads);
        await progress.LoadAsync(_inFlight.Keys, cancellation);
        foreach (var (batch, count) in _inFlight)
            Add(progress.StateIn(batch), count);
        return new LedgerTotals { Instances = _instances, Duplicates = _duplicates, Bytes = _bytes, Deliveries = _deliveries };
    }

    private async Task ScanAsync(int segment, CancellationToken cancellation)
    {
        var request = new ScanRequest
        {
            ConsistentRead = true,
            Segment = segment,
            TotalSegments = Segments,
            FilterExpression = $"begins_with({LedgerKeys.Pk}, :instances)",
            ProjectionExpression = $"{LedgerKeys.Sk}, #deliveries, #bytes",
            ExpressionAttributeNames = new() { ["#deliveries"] = InstanceItem.Deliveries, ["#bytes"] = InstanceItem.Bytes },
            ExpressionAttributeValues = new Item { [":instances"] = ItemValue.Of(LedgerKeys.Instance("")) },
        };
        do
        {
            var response = await begin(cancellation).ScanAsync(request);
            lock (_lock)
            {
                foreach (var item in response.Items ?? [])
                    Add(item);
            }
            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    private void Add(Item item)
    {
        if (LedgerKeys.IsDuplicate(item.Text(LedgerKeys.Sk)))
        {
            _duplicates++;
            return;
        }
        _instances++;
        _bytes += item.Count(InstanceItem.Bytes);
        foreach (var delivery in DeliveryItem.Read(item, InstanceItem.Deliveries))
        {
            if (delivery is { State: DeliveryState.Stored, Batch: { } batch })
                _inFlight[batch] = _inFlight.GetValueOrDefault(batch) + 1;
            else
                Add(delivery.State, 1);
        }
    }

    private void Add(DeliveryState state, long count) => _deliveries[state] = _deliveries.GetValueOrDefault(state) + count;
}
