using System.Globalization;

namespace StoreScp.Benchmarks.Measuring;

/// <summary>Processor time and memory of a process and its children, read from /proc (proc(5)).</summary>
public sealed class ProcessTree(int rootId)
{
    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>User and system time of the tree, children that have already been waited for included.</summary>
    public double ProcessorSeconds() => Members().Sum(id => ProcessorTicks(id)) / TicksPerSecond;

    /// <summary>Resident bytes of the tree now. Pages that processes share are counted in each.</summary>
    public long ResidentBytes() => Members().Sum(ResidentBytes);

    /// <summary>The highest resident bytes of the root process so far (VmHWM).</summary>
    public long PeakBytesOfRoot()
    {
        foreach (var line in Lines(rootId, "status"))
        {
            if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                return long.Parse(line.AsSpan(6, line.Length - 8), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
        }

        return 0;
    }

    private IEnumerable<int> Members()
    {
        var pending = new Queue<int>([rootId]);
        while (pending.TryDequeue(out var id))
        {
            yield return id;
            foreach (var line in Lines(id, $"task/{id}/children"))
            {
                foreach (var child in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    pending.Enqueue(int.Parse(child, CultureInfo.InvariantCulture));
            }
        }
    }

    private static long ProcessorTicks(int id)
    {
        foreach (var line in Lines(id, "stat"))
        {
            // After the name, which may hold spaces: state is field 3, utime stime cutime cstime are fields 14 to 17.
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return fields[11..15].Sum(f => long.Parse(f, CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private static long ResidentBytes(int id)
    {
        foreach (var line in Lines(id, "statm"))
            return long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        return 0;
    }

    private static string[] Lines(int id, string file)
    {
        try
        {
            return File.ReadAllLines($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            // It ended between being listed and being read: nothing of it is left to count here.
            return [];
        }
    }
}
