using System.Globalization;

namespace StoreScp.Benchmarks.Measuring;

/// <summary>Reads how many bytes the server has allocated so far from its Prometheus page.</summary>
public static class AllocationCounter
{
    // dotnet.gc.heap.total_allocated (System.Runtime) or, from the older instrumentation, process.runtime.dotnet.gc.allocations.size.
    private static readonly string[] Names = ["dotnet_gc_heap_total_allocated", "process_runtime_dotnet_gc_allocations_size"];

    /// <summary>Null when the server has no such number.</summary>
    public static async Task<double?> ReadAsync(Uri? metrics)
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
