namespace StoreScp.Simulation;

/// <summary>One working day of a hospital: when its studies begin, and what each of them sends.</summary>
internal sealed record Hospital(int StudiesPerDay, ulong Seed = 20260301)
{
    /// <summary>Studies of which one to three further images come an hour or more later.</summary>
    public const double LateShare = 0.03;

    /// <summary>Studies that are sent a second time, whole.</summary>
    public const double ResendShare = 0.02;

    /// <summary>A gateway is down in between; everything that was made meanwhile is sent in the two minutes after.</summary>
    public static readonly TimeSpan OutageStart = TimeSpan.FromHours(10), OutageEnd = TimeSpan.FromHours(10.5);

    private static readonly TimeSpan OutageRush = TimeSpan.FromMinutes(2);

    /// <summary>Studies that begin in each hour of the day, relative to each other.</summary>
    private static readonly int[] HourWeights = [1, 1, 1, 1, 1, 1, 2, 5, 9, 11, 11, 10, 8, 9, 10, 9, 7, 5, 3, 2, 2, 1, 1, 1];

    /// <summary>The arrivals of one study in order of time, the same at every call.</summary>
    public IEnumerable<Arrival> ArrivalsOf(int study)
    {
        var random = SeededRandom.For(Seed, study);
        var modality = Modality.Pick(random);
        var time = Start(random);
        var sent = new List<(int Files, long BytesPerFile)>();
        for (var left = random.Between(modality.Series.Minimum, modality.Series.Maximum); left > 0; left--)
        {
            var series = Series(modality, random, random.Between(modality.FilesPerSeries.Minimum, modality.FilesPerSeries.Maximum));
            sent.Add(series);
            foreach (var arrival in Send(study, modality, time, series, isResend: false))
            {
                time = arrival.At;
                yield return arrival;
            }
            time += random.Between(modality.Gap.Minimum, modality.Gap.Maximum) * (random.Chance(Modality.LongGapShare) ? Modality.LongGap : 1);
        }
        if (random.Chance(LateShare))
        {
            time += random.Between(TimeSpan.FromHours(1), TimeSpan.FromHours(3));
            foreach (var arrival in Send(study, modality, time, Series(modality, random, random.Between(1, 3)), isResend: false))
                yield return arrival;
        }
        if (random.Chance(ResendShare))
        {
            time += random.Between(TimeSpan.FromHours(3), TimeSpan.FromHours(6));
            foreach (var series in sent)
                foreach (var arrival in Send(study, modality, time, series, isResend: true))
                {
                    time = arrival.At;
                    yield return arrival;
                }
        }
    }

    private static TimeSpan Start(SeededRandom random)
    {
        var point = random.Unit() * HourWeights.Sum();
        var hour = 0;
        while (point >= HourWeights[hour])
            point -= HourWeights[hour++];
        var start = TimeSpan.FromHours(hour + (point / HourWeights[hour]));
        return start >= OutageStart && start < OutageEnd ? OutageEnd + random.Between(TimeSpan.Zero, OutageRush) : start;
    }

    private static (int Files, long BytesPerFile) Series(Modality modality, SeededRandom random, int files) =>
        (files, (long)(1e6 * random.Between(modality.MegabytesPerFile.Minimum, modality.MegabytesPerFile.Maximum)));

    private static IEnumerable<Arrival> Send(int study, Modality modality, TimeSpan start, (int Files, long BytesPerFile) series, bool isResend)
    {
        var secondsPerFile = Math.Max(1.0 / modality.FilesPerSecond, series.BytesPerFile / Modality.BytesPerSecond);
        var atOnce = Math.Max(1, (int)(1 / secondsPerFile));
        for (var done = 0; done < series.Files;)
        {
            var files = Math.Min(atOnce, series.Files - done);
            done += files;
            yield return new(start + TimeSpan.FromSeconds(done * secondsPerFile), study, files, series.BytesPerFile, isResend, done == series.Files);
        }
    }
}
