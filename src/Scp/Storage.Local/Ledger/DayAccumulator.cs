namespace StoreScp.Storage.Local;

/// <summary>Adds up one AE title's day from groups of rows with the same deliveries.</summary>
internal sealed class DayAccumulator
{
    private readonly SortedDictionary<DeliveryState, long> _instances = [];
    private long _received;
    private long _duplicates;

    public void AddInstances(string deliveries, long rows)
    {
        _received += rows;
        if (ReconciledDay.LeastDone(DeliveriesText.Read(deliveries)) is { } state)
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
