namespace StoreScp.Storage.Local;

/// <summary>Adds up deliveries by state from groups of rows with the same deliveries.</summary>
internal sealed class DeliveryCounts
{
    private readonly SortedDictionary<DeliveryState, long> _counts = [];

    public IReadOnlyDictionary<DeliveryState, long> ByState => _counts;

    public void Add(string deliveries, long rows)
    {
        foreach (var delivery in DeliveriesText.Read(deliveries))
            _counts[delivery.State] = _counts.GetValueOrDefault(delivery.State) + rows;
    }
}
