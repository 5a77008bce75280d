using System.Globalization;
using OpenTelemetry.Metrics;

namespace StoreScp.Server.Metrics.Emf;

/// <summary>
/// A distribution as CloudWatch takes it: the middle of each bucket with its count, of which percentiles are made, and the exact minimum, maximum,
/// count and sum. The specification of the format names numbers and arrays only; this is what AWS's own collectors write.
/// </summary>
internal static class EmfHistogram
{
    /// <summary>CloudWatch takes 100 values of a metric. 80 buckets hold 20 octaves, a microsecond beside a second, to ±9 %.</summary>
    public const int MaximumBuckets = 80;

    public static string ToJson(in MetricPoint point)
    {
        var data = point.GetExponentialHistogramData();
        point.TryGetHistogramMinMaxValues(out var minimum, out var maximum);
        List<string> values = [], counts = [];
        if (data.ZeroCount > 0)
            Add(0, data.ZeroCount);
        // Bucket i is (base^i, base^(i+1)] with base = 2^(2^-scale).
        var octavesPerBucket = Math.Pow(2, -data.Scale);
        var index = data.PositiveBuckets.Offset;
        foreach (var count in data.PositiveBuckets)
        {
            if (count > 0)
                Add(Math.Clamp(Math.Pow(2, (index + 0.5) * octavesPerBucket), minimum, maximum), count);
            index++;
        }
        return $$"""{"Values":[{{string.Join(',', values)}}],"Counts":[{{string.Join(',', counts)}}],"Max":{{Number(maximum)}},"Min":{{Number(minimum)}},"Count":{{point.GetHistogramCount()}},"Sum":{{Number(point.GetHistogramSum())}}}""";

        void Add(double value, long count)
        {
            values.Add(value.ToString("G4", CultureInfo.InvariantCulture));
            counts.Add(count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Number(double value) => value.ToString("G10", CultureInfo.InvariantCulture);
}
