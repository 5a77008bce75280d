using StoreScp.Benchmarks.Measuring;

namespace StoreScp.Benchmarks.Reporting;

/// <summary>All runs of one server in one scenario; every number is the median of its runs, peaks and counts of trouble excepted.</summary>
public sealed class ScenarioSummary(string scenario, string server, IReadOnlyList<RunMeasurement> runs)
{
    public string Scenario => scenario;

    public string Server => server;

    public IReadOnlyList<RunMeasurement> Runs => runs;

    public double MegabytesPerSecond => Median(r => r.MegabytesPerSecond);

    public double InstancesPerSecond => Median(r => r.InstancesPerSecond);

    public double P50Milliseconds => Median(r => r.P50Milliseconds);

    public double P99Milliseconds => Median(r => r.P99Milliseconds);

    public double ServerSecondsPerGigabyte => Median(r => r.ServerSecondsPerGigabyte);

    public double? AwsSecondsPerGigabyte => runs.All(r => r.AwsSecondsPerGigabyte is null) ? null : Median(r => r.AwsSecondsPerGigabyte ?? double.NaN);

    public double GeneratorSecondsPerGigabyte => Median(r => r.GeneratorSecondsPerGigabyte);

    public double OthersPercent => Median(r => r.OthersPercent);

    public double PeakMebibytes => runs.Max(r => r.PeakMebibytes);

    public double? AllocatedBytesPerInstance => runs.All(r => r.AllocatedBytesPerInstance is null) ? null : Median(r => r.AllocatedBytesPerInstance ?? double.NaN);

    public double SpreadPercent => (runs.Max(r => r.MegabytesPerSecond) - runs.Min(r => r.MegabytesPerSecond)) / MegabytesPerSecond * 100;

    public int Refused => runs.Sum(r => r.Refused);

    public int Failed => runs.Sum(r => r.Failed);

    public IEnumerable<string> Faults => runs.SelectMany(r => r.Faults);

    private double Median(Func<RunMeasurement, double> number)
    {
        var sorted = runs.Select(number).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
