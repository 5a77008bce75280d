namespace StoreScp.Storage;

/// <summary>Adds up what one AE title sent on one day.</summary>
public sealed class DaySum
{
    private readonly SortedDictionary<DeliveryState, long> _instances = [];
    private long _received;
    private long _duplicates;

    /// <summary>Adds rows that have the same deliveries.</summary>
    public void AddInstances(IReadOnlyList<Delivery> deliveries, long rows)
    {
        _received += rows;
        if (ReconciledDay.LeastDone(deliveries) is { } state)
            _instances[state] = _instances.GetValueOrDefault(state) + rows;
    }

    public void AddDuplicates(long rows)
    {
        _received += rows;
        _duplicates += rows;
    }

    public ReconciledDay ToDay(DateOnly day, string callingAETitle) =>
        new() { Day = day, CallingAETitle = callingAETitle, Received = _received, Duplicates = _duplicates, Instances = _instances };
}
