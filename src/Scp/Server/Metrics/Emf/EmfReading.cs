using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using StoreScp.AwsCalls.Emf;

namespace StoreScp.Server.Metrics.Emf;

/// <summary>What one collection found, by set of dimensions: first what has none, then one set for each value of each dimension.</summary>
internal sealed class EmfReading
{
    private readonly List<EmfPoint> _plain = [];
    private readonly SortedDictionary<(string Name, string Value), List<EmfPoint>> _byDimension = [];

    private EmfReading()
    {
    }

    public IReadOnlyList<EmfPoint> Plain => _plain;

    public IEnumerable<KeyValuePair<(string Name, string Value), List<EmfPoint>>> ByDimension => _byDimension;

    public static EmfReading Of(in Batch<Metric> batch)
    {
        Dictionary<string, List<Metric>> found = new(StringComparer.Ordinal);
        foreach (var metric in batch)
        {
            if (!found.TryGetValue(metric.Name, out var ofName))
                found[metric.Name] = ofName = [];
            ofName.Add(metric);
        }
        var reading = new EmfReading();
        foreach (var metric in EmfMetrics.All)
            reading.Add(metric, found.GetValueOrDefault(metric.Instrument) ?? []);
        return reading;
    }

    private void Add(EmfMetric metric, List<Metric> found)
    {
        if (metric.Kind == EmfKind.Histogram)
            AddHistogram(metric, found);
        else if (metric.Kind == EmfKind.Counter || found.Count > 0)
            AddSums(metric, found);
    }

    private void AddHistogram(EmfMetric metric, List<Metric> found)
    {
        foreach (var distribution in found)
        {
            foreach (ref readonly var point in distribution.GetMetricPoints())
                _plain.Add(new(metric.Name, metric.Unit, EmfHistogram.ToJson(point)));
        }
    }

    private void AddSums(EmfMetric metric, List<Metric> found)
    {
        long all = 0;
        SortedDictionary<string, long> byTag = new(StringComparer.Ordinal);
        foreach (var series in found)
        {
            foreach (ref readonly var point in series.GetMetricPoints())
            {
                var tag = TagOf(point, metric.Tag);
                if (metric.Counts is not null && !metric.Counts(tag))
                    continue;
                var value = metric.Kind == EmfKind.Counter ? point.GetSumLong() : point.GetGaugeLastValueLong();
                all += value;
                byTag[tag] = byTag.GetValueOrDefault(tag) + value;
            }
        }
        _plain.Add(PointOf(metric, all));
        if (metric.Dimension is null)
            return;
        foreach (var (tag, value) in byTag.Where(pair => pair.Key.Length > 0))
        {
            if (!_byDimension.TryGetValue((metric.Dimension, tag), out var points))
                _byDimension[(metric.Dimension, tag)] = points = [];
            points.Add(PointOf(metric, value));
        }
    }

    private static EmfPoint PointOf(EmfMetric metric, long value) => new(metric.Name, metric.Unit, value.ToString(CultureInfo.InvariantCulture));

    private static string TagOf(in MetricPoint point, string? name)
    {
        foreach (var tag in point.Tags)
        {
            if (tag.Key == name)
                return tag.Value?.ToString() ?? "";
        }
        return "";
    }
}
