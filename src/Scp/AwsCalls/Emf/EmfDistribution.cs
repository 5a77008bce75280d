using System.Globalization;

namespace StoreScp.AwsCalls.Emf;

/// <summary>
/// A distribution as CloudWatch takes it: the middle of each bucket with its count, of which percentiles are made, and the exact minimum, maximum,
/// count and sum. The specification of the format names numbers and arrays only; this is what AWS's own collectors write.
/// </summary>
public sealed record EmfDistribution
{
    /// <summary>CloudWatch takes 100 values of a metric. 80 buckets hold 20 octaves, a microsecond beside a second, to ±9 %.</summary>
    public const int MaximumBuckets = 80;

    /// <summary>The finest that <see cref="Of"/> begins with: ±0.3 %.</summary>
    private const int FinestScale = 7;

    /// <summary>Bucket i is (base^i, base^(i+1)] with base = 2^(2^-scale).</summary>
    public required int Scale { get; init; }

    public required long ZeroCount { get; init; }

    /// <summary>Index and count, in the order of the indexes.</summary>
    public required IEnumerable<KeyValuePair<int, long>> Buckets { get; init; }

    public required double Minimum { get; init; }

    public required double Maximum { get; init; }

    public required long Count { get; init; }

    public required double Sum { get; init; }

    /// <summary>Of values that are there one by one, at least one and none below 0: buckets as fine as their number allows.</summary>
    public static EmfDistribution Of(IReadOnlyCollection<double> values)
    {
        var scale = FinestScale;
        var buckets = new SortedDictionary<int, long>();
        foreach (var index in values.Where(value => value > 0).Select(value => (int)Math.Ceiling(Math.Log2(value) * (1 << FinestScale)) - 1))
            buckets[index] = buckets.GetValueOrDefault(index) + 1;
        for (; buckets.Count > MaximumBuckets; scale--)
            buckets = Halved(buckets);
        return new()
        {
            Scale = scale,
            ZeroCount = values.Count(value => value <= 0),
            Buckets = buckets,
            Minimum = values.Min(),
            Maximum = values.Max(),
            Count = values.Count,
            Sum = values.Sum(),
        };
    }

    public string ToJson()
    {
        List<string> values = [], counts = [];
        if (ZeroCount > 0)
            Add(0, ZeroCount);
        var octavesPerBucket = Math.Pow(2, -Scale);
        foreach (var (index, count) in Buckets)
            Add(Math.Clamp(Math.Pow(2, (index + 0.5) * octavesPerBucket), Minimum, Maximum), count);
        return $$"""{"Values":[{{string.Join(',', values)}}],"Counts":[{{string.Join(',', counts)}}],"Max":{{Number(Maximum)}},"Min":{{Number(Minimum)}},"Count":{{Count.ToString(CultureInfo.InvariantCulture)}},"Sum":{{Number(Sum)}}}""";

        void Add(double value, long count)
        {
            values.Add(value.ToString("G4", CultureInfo.InvariantCulture));
            counts.Add(count.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Two neighbours become one.</summary>
    private static SortedDictionary<int, long> Halved(SortedDictionary<int, long> buckets)
    {
        var halved = new SortedDictionary<int, long>();
        foreach (var (index, count) in buckets)
            halved[index >> 1] = halved.GetValueOrDefault(index >> 1) + count;
        return halved;
    }

    private static string Number(double value) => value.ToString("G10", CultureInfo.InvariantCulture);
}
