namespace StoreScp.Simulation;

/// <summary>How one kind of device sends a study: series after series, one association for each (for many devices a series is one image).</summary>
/// <param name="Share">Of all studies.</param>
/// <param name="Gap">From the end of one series to the start of the next; now and then <see cref="LongGap"/> as long.</param>
/// <param name="FilesPerSecond">As fast as it sends small files; large ones take <see cref="BytesPerSecond"/>.</param>
internal sealed record Modality(
    string Name, double Share, (int Minimum, int Maximum) Series, (int Minimum, int Maximum) FilesPerSeries, (double Minimum, double Maximum) MegabytesPerFile,
    (TimeSpan Minimum, TimeSpan Maximum) Gap, int FilesPerSecond)
{
    /// <summary>What a device's network gives: 1 Gbit/s, nearly.</summary>
    public const double BytesPerSecond = 100e6;

    /// <summary>Gaps that are longer than usual: a patient is moved, somebody is called away.</summary>
    public const double LongGapShare = 0.1, LongGap = 3;

    /// <summary>An assumption, set to look like a general hospital: 10,000 studies of it are about 3.9 million instances and 4 TB.</summary>
    public static IReadOnlyList<Modality> All { get; } =
    [
        new("Radiography, image by image", 0.42, (2, 4), (1, 1), (8, 16), Seconds(20, 90), 1),
        new("CT", 0.22, (2, 6), (80, 300), (0.5, 0.55), Seconds(10, 180), 60),
        new("CT, perfusion or whole body", 0.01, (2, 4), (1500, 6000), (0.5, 0.55), Seconds(10, 180), 60),
        new("MR, over an hour", 0.14, (6, 12), (20, 150), (0.13, 0.5), Seconds(120, 420), 40),
        new("Ultrasound, image by image", 0.13, (20, 60), (1, 1), (0.5, 8), Seconds(5, 60), 1),
        new("Mammography, image by image", 0.05, (4, 8), (1, 1), (20, 60), Seconds(10, 60), 1),
        new("Tomosynthesis", 0.015, (4, 8), (1, 1), (100, 900), Seconds(10, 60), 1),
        new("Angiography", 0.01, (10, 25), (1, 1), (20, 300), Seconds(30, 240), 1),
        new("Slide microscopy", 0.005, (1, 3), (1, 6), (200, 6000), Seconds(30, 300), 1),
    ];

    public static Modality Pick(SeededRandom random)
    {
        var point = random.Unit();
        foreach (var modality in All)
        {
            point -= modality.Share;
            if (point < 0)
                return modality;
        }
        return All[^1];
    }

    private static (TimeSpan, TimeSpan) Seconds(int minimum, int maximum) => (TimeSpan.FromSeconds(minimum), TimeSpan.FromSeconds(maximum));
}
