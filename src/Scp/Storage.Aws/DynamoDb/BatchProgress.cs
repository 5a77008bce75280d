namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>How far deliveries in flight are: their batches know, since a row is written only at receipt and at the end. One for each answer: it remembers what it has read.</summary>
internal sealed class BatchProgress(LedgerReads reads)
{
    private readonly Dictionary<BatchId, BatchState?> _states = [];

    public async Task<IReadOnlyList<Delivery>> OfAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        if (!deliveries.Any(IsUndecided))
            return deliveries;
        await LoadAsync(deliveries.Where(IsUndecided).Select(delivery => delivery.Batch!.Value), cancellation);
        return [.. deliveries.Select(delivery => IsUndecided(delivery) ? delivery with { State = Of(delivery) } : delivery)];
    }

    public async Task LoadAsync(IEnumerable<BatchId> batches, CancellationToken cancellation)
    {
        foreach (var some in batches.Distinct().Where(batch => !_states.ContainsKey(batch)).ToList().Chunk(LedgerReads.MaximumKeys))
        {
            foreach (var batch in some)
                _states[batch] = null;
            var keys = some.Select(batch => new RowReference("", LedgerKeys.Batch(batch), LedgerKeys.BatchItself)).ToList();
            foreach (var item in await reads.GetAsync(keys, cancellation))
            {
                var row = BatchItem.Read(item);
                _states[row.Id] = row.State;
            }
        }
    }

    /// <summary>In flight as written, of a batch that has been loaded.</summary>
    public DeliveryState StateIn(BatchId batch) => _states.GetValueOrDefault(batch) switch
    {
        BatchState.Sealed => DeliveryState.Batched,
        BatchState.Importing => DeliveryState.Importing,
        _ => DeliveryState.Stored,
    };

    private static bool IsUndecided(Delivery delivery) => delivery is { State: DeliveryState.Stored, Batch: not null };

    private DeliveryState Of(Delivery delivery) => StateIn(delivery.Batch!.Value);
}
