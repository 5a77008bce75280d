using System.Globalization;

namespace StoreScp.Benchmarks.Discarding;

/// <summary>A request as nginx wrote it down.</summary>
/// <param name="Target">Path and query.</param>
public sealed record DiscardedRequest(string Method, int Status, long Bytes, string Target)
{
    private bool IsDone => Status is >= 200 and < 300;

    private bool IsPart => Target.Contains("uploadId=", StringComparison.Ordinal);

    /// <summary>The path of the object whose last byte this request brought; null for any other request.</summary>
    public string? CompletedObject => IsDone && (Method == "PUT" ? !IsPart : Method == "POST" && IsPart) ? Target.Split('?')[0] : null;

    /// <summary>Bytes of an object that came in a PUT and were discarded.</summary>
    public long ObjectBytes => IsDone && Method == "PUT" ? Bytes : 0;

    public static IReadOnlyList<DiscardedRequest> ReadAll(string accessLog) => [.. File.ReadLines(accessLog).Select(Read)];

    private static DiscardedRequest Read(string line)
    {
        var fields = line.Split(' ', 4);
        return new DiscardedRequest(
            fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture), fields[2] == "-" ? 0 : long.Parse(fields[2], CultureInfo.InvariantCulture), fields[3]);
    }
}
