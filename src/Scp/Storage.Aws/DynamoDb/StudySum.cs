namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Adds up the rows of one study.</summary>
internal sealed class StudySum(string studyInstanceUID)
{
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _callingAETitles = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DeliveryState, long> _deliveries = [];
    private long _instances;
    private long _bytes;
    private ReceiptId? _first;
    private ReceiptId? _last;

    public void Add(InstanceRow row)
    {
        _instances++;
        _bytes += row.Bytes;
        _series.Add(row.Stored.SeriesInstanceUID);
        _callingAETitles.Add(row.CallingAETitle);
        foreach (var delivery in row.Deliveries)
            _deliveries[delivery.State] = _deliveries.GetValueOrDefault(delivery.State) + 1;
        _first = _first is { } first && first < row.Receipt ? first : row.Receipt;
        _last = _last is { } last && last > row.Receipt ? last : row.Receipt;
    }

    public StudySummary ToSummary() => new()
    {
        StudyInstanceUID = studyInstanceUID,
        SeriesCount = _series.Count,
        InstanceCount = _instances,
        Bytes = _bytes,
        FirstReceivedAt = _first!.Value.ReceivedAt,
        LastReceivedAt = _last!.Value.ReceivedAt,
        CallingAETitles = [.. _callingAETitles],
        Deliveries = _deliveries,
    };
}
