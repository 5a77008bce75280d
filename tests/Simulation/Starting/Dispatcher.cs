namespace StoreScp.Simulation;

/// <summary>The product's way: one dispatcher, oldest first, within the quotas, one running batch per study.</summary>
internal sealed class Dispatcher : IStarter
{
    /// <summary>Of the concurrent jobs, so that others can use the data store too.</summary>
    private const double ShareOfQuota = 0.8;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly EventQueue _events;
    private readonly ImportService _service;
    private readonly TokenBucket _pace;
    private readonly int _maximumRunning;

    /// <summary>The oldest waiting unit of each study that has none running; the oldest of all comes first.</summary>
    private readonly PriorityQueue<ImportUnit, long> _startable = new();

    /// <summary>For each study that waits or runs, what comes after, oldest first.</summary>
    private readonly Dictionary<int, Queue<(ImportUnit Unit, long Order)>> _following = [];

    private long _order;
    private int _waiting;
    private int _running;
    private bool _isTicking;

    public Dispatcher(EventQueue events, ImportService service, Quotas quotas)
    {
        _events = events;
        _service = service;
        _pace = new TokenBucket(quotas.StartsPerSecond, quotas.StartBurst);
        _maximumRunning = (int)(ShareOfQuota * quotas.ConcurrentJobs);
        service.Seen += Ended;
    }

    public event Action<int>? StudyFinished;

    public int MostWaiting { get; private set; }

    public TimeSpan LongestWait { get; private set; }

    public bool IsUnfinished(int study) => _following.ContainsKey(study);

    public void Take(ImportUnit unit)
    {
        MostWaiting = Math.Max(MostWaiting, ++_waiting);
        var order = _order++;
        if (_following.TryGetValue(unit.Study, out var following))
        {
            following.Enqueue((unit, order));
            return;
        }
        _following.Add(unit.Study, new());
        _startable.Enqueue(unit, order);
        KeepTicking();
    }

    private void KeepTicking()
    {
        if (_isTicking || _startable.Count == 0)
            return;
        _isTicking = true;
        _events.After(Tick, Dispatch);
    }

    private void Dispatch()
    {
        while (_running < _maximumRunning && _startable.Count > 0 && _pace.TryTake(_events.Now))
        {
            var unit = _startable.Dequeue();
            _waiting--;
            _running++;
            var wait = _events.Now - unit.ReadyAt;
            LongestWait = wait > LongestWait ? wait : LongestWait;
            Start(unit);
        }
        _isTicking = false;
        KeepTicking();
    }

    /// <summary>The workflow's own retry, for a refusal that pacing should have kept away.</summary>
    private void Start(ImportUnit unit)
    {
        if (_service.Start(unit) != StartAnswer.Started)
            _events.After(RetryDelay, () => Start(unit));
    }

    private void Ended(ImportUnit unit)
    {
        _running--;
        if (_following[unit.Study].TryDequeue(out var next))
        {
            _startable.Enqueue(next.Unit, next.Order);
            KeepTicking();
            return;
        }
        _following.Remove(unit.Study);
        StudyFinished?.Invoke(unit.Study);
    }
}
