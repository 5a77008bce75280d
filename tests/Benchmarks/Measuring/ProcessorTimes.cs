using System.Diagnostics;
using System.Globalization;

namespace StoreScp.Benchmarks.Measuring;

/// <summary>Processor seconds used so far by the server, by what stands for AWS behind it, by the generator and by the whole machine, and the wall clock beside them.</summary>
public readonly record struct ProcessorTimes(double Server, double Aws, double Generator, double Machine, double WallClock)
{
    private const double TicksPerSecond = 100;

    public double OthersPercent => Math.Max(0, Machine - Server - Aws - Generator) / (WallClock * Environment.ProcessorCount) * 100;

    public static ProcessorTimes Now(ProcessTree server, ProcessTree? aws) => new(
        server.ProcessorSeconds(),
        aws?.ProcessorSeconds() ?? 0,
        Environment.CpuUsage.TotalTime.TotalSeconds,
        MachineSeconds(),
        (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency);

    public static ProcessorTimes operator -(ProcessorTimes later, ProcessorTimes earlier) => new(
        later.Server - earlier.Server, later.Aws - earlier.Aws, later.Generator - earlier.Generator, later.Machine - earlier.Machine, later.WallClock - earlier.WallClock);

    /// <summary>The first line of /proc/stat: user nice system idle iowait irq softirq steal; all but idle and iowait is work.</summary>
    private static double MachineSeconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new[] { 1, 2, 3, 6, 7, 8 }.Sum(i => double.Parse(fields[i], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
