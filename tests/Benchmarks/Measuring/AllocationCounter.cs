using System.Globalization;

namespace StoreScp.Benchmarks.Measuring;

/// <summary>Reads how many bytes the server has allocated so far from its Prometheus page.</summary>
public sealed class AllocationCounter(Uri? metrics)
{
    // dotnet.gc.heap.total_allocated (System.Runtime) or, from the older instrumentation, process.runtime.dotnet.gc.allocations.size.
    private static readonly string[] Names = ["dotnet_gc_heap_total_allocated", "process_runtime_dotnet_gc_allocations_size"];

    // The OpenTelemetry exporter gives the same answer again for 300 ms.
    private static readonly TimeSpan AnswerIsNew = TimeSpan.FromMilliseconds(350);

    private double? _start;
    private double? _costOfReading;

    /// <summary>Begins a count. Answering allocates too, so what one answer costs is found first, and later left out.</summary>
    public async Task StartAsync()
    {
        if (metrics is null)
            return;
        await ReadAsync();
        await Task.Delay(AnswerIsNew);
        var before = await ReadAsync();
        await Task.Delay(AnswerIsNew);
        _start = await ReadAsync();
        _costOfReading = _start - before;
    }

    /// <summary>Bytes allocated since the start; null when the server has no such number.</summary>
    public async Task<double?> SinceStartAsync()
    {
        if (_start is null)
            return null;
        await Task.Delay(AnswerIsNew);
        var bytes = await ReadAsync() - _start - _costOfReading;
        return bytes is null ? null : Math.Max(0, bytes.Value);
    }

    private async Task<double?> ReadAsync()
    {
        if (metrics is null)
            return null;
        using var client = new HttpClient();
        try
        {
            var page = await client.GetStringAsync(metrics);
            var line = page.Split('\n').FirstOrDefault(l => Names.Any(n => l.StartsWith(n, StringComparison.Ordinal)));
            return line is null ? null : Value(line);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The value of "name{labels} value [timestamp]".</summary>
    private static double Value(string line)
    {
        var labelsEnd = line.LastIndexOf('}');
        var fields = line[(labelsEnd < 0 ? line.IndexOf(' ', StringComparison.Ordinal) : labelsEnd + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return double.Parse(fields[0], CultureInfo.InvariantCulture);
    }
}
