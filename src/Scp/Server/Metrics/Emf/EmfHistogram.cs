using OpenTelemetry.Metrics;
using StoreScp.AwsCalls.Emf;

namespace StoreScp.Server.Metrics.Emf;

/// <summary>An exponential histogram of OpenTelemetry as a distribution of CloudWatch's.</summary>
internal static class EmfHistogram
{
    public static string ToJson(in MetricPoint point)
    {
        var data = point.GetExponentialHistogramData();
        point.TryGetHistogramMinMaxValues(out var minimum, out var maximum);
        List<KeyValuePair<int, long>> buckets = [];
        var index = data.PositiveBuckets.Offset;
        foreach (var count in data.PositiveBuckets)
        {
            if (count > 0)
                buckets.Add(new(index, count));
            index++;
        }
        return new EmfDistribution
        {
            Scale = data.Scale,
            ZeroCount = data.ZeroCount,
            Buckets = buckets,
            Minimum = minimum,
            Maximum = maximum,
            Count = point.GetHistogramCount(),
            Sum = point.GetHistogramSum(),
        }.ToJson();
    }
}
