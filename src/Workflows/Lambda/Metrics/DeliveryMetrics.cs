using System.Collections.Concurrent;
using System.Globalization;
using StoreScp.AwsCalls.Emf;
using StoreScp.Import;
using StoreScp.Storage;

namespace StoreScp.Lambda.Metrics;

/// <summary>How deliveries ended in an invocation, on standard output in CloudWatch's Embedded Metric Format: names and dimensions are the server's (docs/operations.md).</summary>
/// <param name="environment">Value of the dimension Environment; null: no such dimension.</param>
internal sealed class DeliveryMetrics(Stream output, string? environment, TimeProvider time) : IResultObserver
{
    private const string Count = "Count";

    private readonly ConcurrentQueue<(DeliveryState State, string Reason, double Seconds)> _ended = [];

    public void Ended(InstanceRow row, Delivery delivery) => _ended.Enqueue(
        (delivery.State, ReasonClass.Of(delivery.Reason), Math.Max(0, ((delivery.EndedAt ?? time.GetUtcNow()) - row.ReceivedAt).TotalSeconds)));

    /// <summary>All that ended since the last time; nothing when nothing did. Before an invocation is answered, since Lambda stops the process then.</summary>
    public void Write()
    {
        List<(DeliveryState State, string Reason, double Seconds)> ended = [];
        while (_ended.TryDequeue(out var one))
            ended.Add(one);
        if (ended.Count == 0)
            return;
        var failed = ended.Where(one => one.State is DeliveryState.Failed or DeliveryState.Quarantined).ToList();
        List<EmfPoint> all =
        [
            Counter("Deliveries", ended.Count), Counter("DeliveriesFailed", failed.Count),
            Counter("DeliveriesQuarantined", failed.Count(one => one.State == DeliveryState.Quarantined)),
        ];
        if (ended.Where(one => one.State == DeliveryState.Imported).Select(one => one.Seconds).ToList() is { Count: > 0 } times)
            all.Add(new("TimeToImported", "Seconds", EmfDistribution.Of(times).ToJson()));
        Write(null, all);
        foreach (var state in ended.GroupBy(one => one.State).OrderBy(state => state.Key))
            Write(new("State", state.Key.ToString()), [Counter("Deliveries", state.Count())]);
        foreach (var reason in failed.GroupBy(one => one.Reason).OrderBy(reason => reason.Key, StringComparer.Ordinal))
            Write(new("Reason", reason.Key), [Counter("DeliveriesFailed", reason.Count())]);
        output.Flush();
    }

    private void Write(KeyValuePair<string, string>? dimension, IReadOnlyList<EmfPoint> points)
    {
        List<KeyValuePair<string, string>> dimensions = [];
        if (environment is not null)
            dimensions.Add(new(EmfDocuments.EnvironmentDimension, environment));
        if (dimension is { } further)
            dimensions.Add(further);
        foreach (var line in EmfDocuments.Lines(time.GetUtcNow(), dimensions, points))
            output.Write(line.Span);
    }

    private static EmfPoint Counter(string name, int count) => new(name, Count, count.ToString(CultureInfo.InvariantCulture));
}
