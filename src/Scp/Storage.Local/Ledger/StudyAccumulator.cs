using System.Text.Json;

namespace StoreScp.Storage.Local;

/// <summary>Merges the groups of one study's rows (one for each distinct deliveries) into its summary.</summary>
internal sealed class StudyAccumulator(string studyInstanceUID)
{
    /// <summary>What <see cref="Add"/> reads, after the study.</summary>
    public static readonly string Columns =
        $"deliveries, {DeliveryProgress.Column} AS progress, count(*), sum(bytes), min(receipt), max(receipt), json_group_array(DISTINCT series), json_group_array(DISTINCT calling_ae_title)";

    private readonly DeliveryCounts _deliveries = new();
    private readonly HashSet<string> _series = [];
    private readonly SortedSet<string> _callingAETitles = new(StringComparer.Ordinal);
    private long _instances;
    private long _bytes;
    private ReceiptId? _first;
    private ReceiptId? _last;

    public void Add(Statement group)
    {
        var deliveries = group.ReadText();
        var progress = group.ReadNullableText();
        var rows = group.ReadInt64();
        _deliveries.Add(deliveries, progress, rows);
        _instances += rows;
        _bytes += group.ReadInt64();
        var first = group.ReadReceipt();
        var last = group.ReadReceipt();
        _first = _first is { } earlier && earlier < first ? earlier : first;
        _last = _last is { } later && later > last ? later : last;
        _series.UnionWith(JsonSerializer.Deserialize(group.ReadText(), StudyJson.Default.StringArray)!);
        _callingAETitles.UnionWith(JsonSerializer.Deserialize(group.ReadText(), StudyJson.Default.StringArray)!);
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
        Deliveries = _deliveries.ByState,
    };
}
