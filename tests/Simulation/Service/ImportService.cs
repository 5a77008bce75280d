namespace StoreScp.Simulation;

/// <summary>HealthImaging as its documentation describes it: throttle of starts, jobs at once, limits of a job, and time.</summary>
internal sealed class ImportService(EventQueue events, Quotas quotas, JobTime jobTime, SeededRandom random, StudyTimes studies)
{
    /// <summary>The workflow learns of the end of a job by asking: GetDICOMImportJob, every so often.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(20);

    private readonly TokenBucket _starts = new(quotas.StartsPerSecond, quotas.StartBurst);
    private readonly Dictionary<int, int> _runningOfStudy = [];
    private int _running;

    /// <summary>The end of a job as the workflow sees it.</summary>
    public event Action<ImportUnit>? Seen;

    public int Jobs { get; private set; }

    /// <summary>Starts refused with 429.</summary>
    public int Throttled { get; private set; }

    /// <summary>Starts refused with 402.</summary>
    public int QuotaExceeded { get; private set; }

    /// <summary>Jobs that FAILED as a whole for too many files or bytes; nothing of them is imported.</summary>
    public int OverLimit { get; private set; }

    /// <summary>Jobs begun while another job of the same study ran: what HealthImaging does then is not documented.</summary>
    public int Overlaps { get; private set; }

    public StartAnswer Start(ImportUnit unit)
    {
        if (!_starts.TryTake(events.Now))
        {
            Throttled++;
            return StartAnswer.Throttled;
        }
        if (_running == quotas.ConcurrentJobs)
        {
            QuotaExceeded++;
            return StartAnswer.QuotaExceeded;
        }
        Begin(unit);
        return StartAnswer.Started;
    }

    private void Begin(ImportUnit unit)
    {
        Jobs++;
        _running++;
        var sameStudy = _runningOfStudy.GetValueOrDefault(unit.Study);
        if (sameStudy > 0)
            Overlaps++;
        _runningOfStudy[unit.Study] = sameStudy + 1;
        var time = jobTime.Of(unit, random);
        events.After(time, () => End(unit));
        events.After(PollInterval * Math.Ceiling(time / PollInterval), () => See(unit));
    }

    private void End(ImportUnit unit)
    {
        _running--;
        if (--_runningOfStudy[unit.Study] == 0)
            _runningOfStudy.Remove(unit.Study);
    }

    private void See(ImportUnit unit)
    {
        if (unit.Files > quotas.FilesPerJob || unit.Bytes > quotas.BytesPerJob)
            OverLimit++;
        else
            studies.Imported(unit, events.Now);
        Seen?.Invoke(unit);
    }
}
