using System.Globalization;

namespace StoreScp.Simulation;

/// <summary>How values are written in a table.</summary>
internal static class Cell
{
    public static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Of(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Of(TimeSpan time) => time switch
    {
        _ when time == TimeSpan.MaxValue => "never",
        _ when time < TimeSpan.FromMinutes(1.95) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        _ when time < TimeSpan.FromMinutes(90) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
    };

    public static string[] Percentiles(RunResult result) => [Of(result.Percentile(50)), Of(result.Percentile(95)), Of(result.Percentile(99))];
}
