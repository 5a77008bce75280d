namespace StoreScp.Storage.Local;

/// <summary>Adds up deliveries by state from groups of rows with the same deliveries.</summary>
internal sealed class DeliveryCounts
{
    private readonly SortedDictionary<DeliveryState, long> _counts = [];

    public IReadOnlyDictionary<DeliveryState, long> ByState => _counts;

    public void Add(string deliveries, string? batchState, long rows)
    {
        foreach (var delivery in DeliveriesText.Read(deliveries))
        {
            var state = DeliveryProgress.Of(delivery.State, batchState);
            _counts[state] = _counts.GetValueOrDefault(state) + rows;
        }
    }
}
