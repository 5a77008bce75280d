namespace StoreScp.Storage.Local;

/// <summary>Adds up deliveries by state from groups of rows with the same deliveries.</summary>
internal sealed class DeliveryCounts
{
    private readonly SortedDictionary<DeliveryState, long> _counts = [];

    public IReadOnlyDictionary<DeliveryState, long> ByState => _counts;

    /// <param name="progress">The value of <see cref="DeliveryProgress.Column"/>.</param>
    public void Add(string deliveries, string? progress, long rows)
    {
        foreach (var delivery in DeliveryProgress.Of(DeliveriesText.Read(deliveries), progress))
            _counts[delivery.State] = _counts.GetValueOrDefault(delivery.State) + rows;
    }
}
