namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Adds up what one AE title sent on one day.</summary>
internal sealed class DaySum
{
    private readonly SortedDictionary<DeliveryState, long> _instances = [];
    private long _received;
    private long _duplicates;

    public void AddDuplicate()
    {
        _received++;
        _duplicates++;
    }

    public void AddInstance(IReadOnlyList<Delivery> deliveries)
    {
        _received++;
        if (ReconciledDay.LeastDone(deliveries) is { } state)
            _instances[state] = _instances.GetValueOrDefault(state) + 1;
    }

    public ReconciledDay ToDay(DateOnly day, string callingAETitle) =>
        new() { Day = day, CallingAETitle = callingAETitle, Received = _received, Duplicates = _duplicates, Instances = _instances };
}
