using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using StoreScp.Server.Logging;
using StoreScp.Storage;

namespace StoreScp.Server.Metrics;

/// <summary>What /metrics shows of associations, instances, sweeps and commitments. Counted once for each, never per PDU.</summary>
internal sealed class StoreScpMetrics : IDisposable
{
    public const string MeterName = "storescp";

    public const string SizeInstrument = "storescp.instance.size";

    public const string OtherAE = "(other)";

    /// <summary>Calling AE titles with a series of their own; a peer can invent as many titles as it likes.</summary>
    public const int MaximumAETitles = 200;

    /// <summary>Classes of reasons with a series of their own.</summary>
    public const int MaximumReasons = 100;

    public static readonly double[] SizeBuckets = [10e3, 100e3, 300e3, 1e6, 3e6, 10e6, 30e6, 100e6, 300e6, 1e9, 3e9];

    private readonly Meter _meter;
    private readonly ConcurrentDictionary<string, string> _callingAETitles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly Counter<long> _associations;
    private readonly Histogram<double> _associationDuration;
    private readonly Counter<long> _commitments;
    private readonly Counter<long> _instances;
    private readonly Counter<long> _bytes;
    private readonly Histogram<long> _size;
    private readonly Histogram<double> _storeDuration;
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<double> _ledgerDuration;
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _timeToImported;
    private readonly Counter<long> _sweeps;
    private readonly Counter<long> _swept;

    /// <param name="name">Of the meter; a test that counts has its own, since listeners find instruments by name.</param>
    public StoreScpMetrics(string name = MeterName)
    {
        _meter = new Meter(name);
        double[] diskBuckets = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
        _associations = _meter.CreateCounter<long>("storescp.association", "{association}", "Associations by how they ended");
        _associationDuration = _meter.CreateHistogram<double>("storescp.association.duration", "s", "From accept to the end of an association",
            advice: new() { HistogramBucketBoundaries = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3600] });
        _commitments = _meter.CreateCounter<long>("storescp.commitment", "{transaction}", "Storage commitment transactions by how they ended");
        _instances = _meter.CreateCounter<long>("storescp.instance", "{instance}", "Answered C-STORE requests by calling AE title and status");
        _bytes = _meter.CreateCounter<long>("storescp.instance.received", "By", "Data set bytes of answered C-STORE requests by calling AE title and status");
        _size = _meter.CreateHistogram<long>(SizeInstrument, "By", "Data set bytes of one instance");
        _storeDuration = _meter.CreateHistogram<double>("storescp.store.duration", "s", "From a C-STORE-RQ to its outcome, reception included",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 120] });
        _commitDuration = _meter.CreateHistogram<double>("storescp.object.commit.duration", "s", "Flush and rename of one object",
            advice: new() { HistogramBucketBoundaries = diskBuckets });
        _ledgerDuration = _meter.CreateHistogram<double>("storescp.ledger.write.duration", "s", "One write of the ledger, waiting for its group commit included",
            advice: new() { HistogramBucketBoundaries = diskBuckets });
        _deliveries = _meter.CreateCounter<long>("storescp.delivery", "{delivery}", "Deliveries that got their final state, by state and, where they failed, by class of reason");
        _timeToImported = _meter.CreateHistogram<double>("storescp.time.to.imported", "s", "From the receipt of an instance to its result Imported",
            advice: new() { HistogramBucketBoundaries = [10, 30, 60, 120, 300, 600, 1800, 3600, 10800, 43200] });
        _sweeps = _meter.CreateCounter<long>("storescp.sweep", "{run}", "Runs of the sweep by result");
        _swept = _meter.CreateCounter<long>("storescp.sweep.object", "{object}", "What sweeps have found: unfinished files, objects without a row, rows without an object");
    }

    public string Name => _meter.Name;

    public void AssociationEnded(string result, TimeSpan duration)
    {
        _associations.Add(1, new KeyValuePair<string, object?>("result", result));
        _associationDuration.Record(duration.TotalSeconds);
    }

    public void InstanceAnswered(string callingAETitle, string status, long bytes, TimeSpan duration)
    {
        var ae = new KeyValuePair<string, object?>("calling_ae", Label(callingAETitle));
        var result = new KeyValuePair<string, object?>("status", status);
        _instances.Add(1, ae, result);
        _bytes.Add(bytes, ae, result);
        _size.Record(bytes);
        _storeDuration.Record(duration.TotalSeconds, result);
    }

    public void CommitmentEnded(string result) => _commitments.Add(1, new KeyValuePair<string, object?>("result", result));

    /// <param name="reason">As <see cref="ReasonClass"/> has it; looked at only where the state is one of failure.</param>
    public void DeliveryEnded(DeliveryState state, string reason)
    {
        var how = new KeyValuePair<string, object?>("state", state.ToString());
        if (state is DeliveryState.Failed or DeliveryState.Quarantined)
            _deliveries.Add(1, how, new KeyValuePair<string, object?>("reason", ReasonLabel(reason)));
        else
            _deliveries.Add(1, how);
    }

    public void Imported(TimeSpan afterReceipt) => _timeToImported.Record(Math.Max(0, afterReceipt.TotalSeconds));

    public void ObjectCommitted(TimeSpan duration) => _commitDuration.Record(duration.TotalSeconds);

    public void LedgerWritten(TimeSpan duration) => _ledgerDuration.Record(duration.TotalSeconds);

    public void Swept(SweepReport report)
    {
        _sweeps.Add(1, new KeyValuePair<string, object?>("result", "completed"));
        Add("abandoned", report.Abandoned);
        Add("adopted", report.Adopted.Count);
        Add("quarantined", report.Quarantined.Count);
        Add("missing", report.Missing.Count);

        void Add(string outcome, int count) => _swept.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public void SweepFailed() => _sweeps.Add(1, new KeyValuePair<string, object?>("result", "failed"));

    /// <summary>Shows a value that is read when somebody asks.</summary>
    public void Observe(string name, string unit, string description, Func<long> value) =>
        _meter.CreateObservableGauge(name, value, unit, description);

    /// <summary>Shows several values of one name, told apart by their tags.</summary>
    public void ObserveEach(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> values) =>
        _meter.CreateObservableGauge(name, values, unit, description);

    public void Dispose() => _meter.Dispose();

    private string ReasonLabel(string reason)
    {
        if (_reasons.ContainsKey(reason))
            return reason;
        return _reasons.Count >= MaximumReasons ? ReasonClass.Other : _reasons.GetOrAdd(reason, reason);
    }

    private string Label(string callingAETitle)
    {
        if (_callingAETitles.TryGetValue(callingAETitle, out var label))
            return label;
        return _callingAETitles.Count >= MaximumAETitles
            ? OtherAE
            : _callingAETitles.GetOrAdd(callingAETitle, LogText.Escape(callingAETitle));
    }
}
