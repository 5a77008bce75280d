using System.Diagnostics;
using System.Globalization;

namespace StoreScp.Benchmarks.Generator;

/// <summary>What one phase of load came to.</summary>
public sealed record LoadResult(TimeSpan Elapsed, TimeSpan Establishing, long Instances, long Bytes, IReadOnlyList<AssociationOutcome> Associations)
{
    public int Refused => Associations.Count(a => a.Refusal is not null);

    /// <summary>Responses that are not Success, and associations that broke off.</summary>
    public int Failed => Associations.Sum(a => a.Statuses.Where(s => s.Key != 0).Sum(s => s.Value)) + Associations.Count(a => a.Failure is not null);

    public int Succeeded => Associations.Sum(a => a.Statuses.GetValueOrDefault((ushort)0));

    public double MegabytesPerSecond => Bytes / 1e6 / Elapsed.TotalSeconds;

    public double InstancesPerSecond => Instances / Elapsed.TotalSeconds;

    public double ResponseMilliseconds(double percentile)
    {
        var ticks = Associations.SelectMany(a => a.ResponseTicks).Order().ToArray();
        return ticks.Length == 0 ? double.NaN : ticks[(int)Math.Min(ticks.Length - 1, ticks.Length * percentile)] * 1000.0 / Stopwatch.Frequency;
    }

    /// <summary>Each kind of trouble with how often it occurred.</summary>
    public IEnumerable<string> Troubles() =>
        Associations.SelectMany(Troubles).CountBy(text => text).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} × {kind.Key}"));

    private static IEnumerable<string> Troubles(AssociationOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
            yield return refusal;
        if (outcome.Failure is { } failure)
            yield return failure;
        foreach (var (status, count) in outcome.Statuses.Where(s => s.Key != 0))
        {
            for (var i = 0; i < count; i++)
                yield return $"status {status:X4}H";
        }
    }
}
