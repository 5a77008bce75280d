namespace StoreScp.Platform.Conformance;

/// <summary>not-in-moto.txt: what moto cannot take or does not keep, a line each, with the reason behind #.</summary>
internal static class KnownGaps
{
    public static IReadOnlyList<string> Read() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "not-in-moto.txt"))
            .Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0),
    ];
}
