namespace StoreScp.Benchmarks.Reporting;

/// <summary>A goal of this project for one scenario: the ratio to a peer's MB/s, and limits of our own.</summary>
public sealed record Goal(string Scenario, string Peer, double Ratio, double? StretchRatio = null, double? SecondsPerGigabyte = null, double? P99Milliseconds = null)
{
    private static readonly Goal[] OsCache =
    [
        new("a×1", "dcmtk", 1.1, 1.2, 1.1), new("a×4", "dcmtk", 0, null, 1.1), new("a×16", "dcmtk", 1.3, 1.5, 1.1, P99Milliseconds: 40),
        new("a×300", "dcmtk", 2.2, 2.5, 1.1), new("b×16", "dcmtk", 3, 4, 1.5), new("c×4", "dcmtk", 1.6, 1.8, 1.1),
    ];

    private static readonly Goal[] Flush = [new("a×1", "plain-flush", 0.5), new("a×16", "plain-flush", 1.0)];

    public static Goal? Find(string scenario, string durability) =>
        (durability == "Flush" ? Flush : OsCache).FirstOrDefault(g => g.Scenario == scenario);
}
