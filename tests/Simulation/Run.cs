namespace StoreScp.Simulation;

/// <summary>Plays one scenario: a day of arrivals, then one more day for what is left.</summary>
internal static class Run
{
    public static readonly TimeSpan End = TimeSpan.FromHours(48);

    /// <summary>Parts of the seed that are no study.</summary>
    private const int JobTimes = -2, Backoffs = -3;

    public static RunResult Play(Scenario scenario)
    {
        var hospital = scenario.Hospital;
        var events = new EventQueue();
        var studies = new StudyTimes(hospital.StudiesPerDay);
        var service = new ImportService(events, scenario.Quotas, scenario.JobTime, SeededRandom.For(hospital.Seed, JobTimes), studies);
        IStarter starter = scenario.Way == Way.BatchesAndDispatcher
            ? new Dispatcher(events, service, scenario.Quotas)
            : new EagerWorkers(events, service, SeededRandom.For(hospital.Seed, Backoffs));
        IGrouping grouping = scenario.Way switch
        {
            Way.JobPerAssociation => new PerAssociation(events, starter.Take),
            Way.JobPerInstance => new PerInstance(events, starter.Take),
            _ => new StudyBatches(events, scenario.Batches, starter),
        };

        var batches = grouping as StudyBatches;
        for (var study = 0; study < hospital.StudiesPerDay; study++)
            Follow(hospital.ArrivalsOf(study).GetEnumerator());
        events.RunUntil(End);

        return new()
        {
            Files = studies.Files,
            Bytes = studies.Bytes,
            Jobs = service.Jobs,
            MostWaiting = starter.MostWaiting,
            LongestWait = starter.LongestWait,
            StudyTimes = studies.SortedTimes(),
            UnfinishedStudies = studies.Unfinished,
            Throttled = service.Throttled,
            QuotaExceeded = service.QuotaExceeded,
            OverLimit = service.OverLimit,
            Overlaps = service.Overlaps,
            Seals = batches?.Seals ?? [],
        };

        // One arrival of each study is in the queue at a time: the day as a whole would fill the memory.
        void Follow(IEnumerator<Arrival> arrivals)
        {
            if (!arrivals.MoveNext())
                return;
            events.At(arrivals.Current.At, () =>
            {
                if (batches is null || !arrivals.Current.IsResend)
                    studies.Arrived(arrivals.Current);
                grouping.Take(arrivals.Current);
                Follow(arrivals);
            });
        }
    }
}
