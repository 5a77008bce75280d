namespace StoreScp.Simulation;

/// <summary>The usual way: workers take from a queue, start at once, and wait with full jitter when refused. Nobody looks at quotas or studies.</summary>
internal sealed class EagerWorkers(EventQueue events, ImportService service, SeededRandom random) : IStarter
{
    private const int Workers = 16;
    private const double FirstBackoffSeconds = 1;
    private const double LongestBackoffSeconds = 60;

    private readonly Queue<ImportUnit> _waiting = [];
    private int _busy;

    /// <summary>Never: they do not know of studies.</summary>
    public event Action<int>? StudyFinished
    {
        add { }
        remove { }
    }

    public int MostWaiting { get; private set; }

    public TimeSpan LongestWait { get; private set; }

    public bool IsUnfinished(int study) => false;

    public void Take(ImportUnit unit)
    {
        _waiting.Enqueue(unit);
        MostWaiting = Math.Max(MostWaiting, _waiting.Count);
        if (_busy == Workers)
            return;
        _busy++;
        Work();
    }

    private void Work()
    {
        if (_waiting.TryDequeue(out var unit))
            Try(unit, refusals: 0);
        else
            _busy--;
    }

    private void Try(ImportUnit unit, int refusals)
    {
        if (service.Start(unit) == StartAnswer.Started)
        {
            var wait = events.Now - unit.ReadyAt;
            LongestWait = wait > LongestWait ? wait : LongestWait;
            events.After(TimeSpan.Zero, Work);
            return;
        }
        var limit = Math.Min(LongestBackoffSeconds, FirstBackoffSeconds * (1L << Math.Min(refusals, 30)));
        events.After(TimeSpan.FromSeconds(random.Between(0, limit)), () => Try(unit, refusals + 1));
    }
}
