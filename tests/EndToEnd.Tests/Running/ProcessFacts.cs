using System.Globalization;

namespace StoreScp.Testing.Running;

/// <summary>What the kernel counts for a process (/proc).</summary>
public sealed record ProcessFacts(int Descriptors, int Threads, long ResidentBytes, long PeakResidentBytes)
{
    public static ProcessFacts Of(int processId)
    {
        var status = File.ReadLines($"/proc/{processId}/status").Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
        return new(
            Directory.GetFileSystemEntries($"/proc/{processId}/fd").Length,
            int.Parse(status["Threads"], CultureInfo.InvariantCulture),
            BytesOf(status["VmRSS"]),
            BytesOf(status["VmHWM"]));
    }

    /// <summary>The file says "4711 kB".</summary>
    private static long BytesOf(string kibibytes) => 1024 * long.Parse(kibibytes.Split(' ')[0], CultureInfo.InvariantCulture);
}
