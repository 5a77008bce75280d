namespace StoreScp.Receiving;

/// <summary>
/// From the last fragment of an instance to its answer, whatever it waits for: room, handlers, the object, its copies, its row. A modality does not wait
/// for ever, and sends again what it was refused. One for each association, for one instance at a time.
/// </summary>
/// <param name="allowed">For an instance of the usual size; <see cref="BytesPerSecond"/> is for longer ones.</param>
internal sealed class AnswerDeadline(TimeSpan allowed, TimeProvider time) : IDisposable
{
    /// <summary>What the slowest store that is not in trouble copies or compares.</summary>
    public const long BytesPerSecond = 32L << 20;

    private CancellationTokenSource _source = new(Timeout.InfiniteTimeSpan, time);
    private CancellationTokenRegistration _registration;
    private CancellationToken _abort;

    /// <summary>The deadline has passed, and the association goes on.</summary>
    public bool HasPassed => _source.IsCancellationRequested && !_abort.IsCancellationRequested;

    /// <summary>What the instance at hand may take.</summary>
    public TimeSpan Allowed { get; private set; }

    /// <summary>An instance begins to arrive: nothing runs yet.</summary>
    /// <param name="abort">The end of the association.</param>
    /// <returns>Cancelled when the deadline passes, and by <paramref name="abort"/>.</returns>
    public CancellationToken Begin(CancellationToken abort)
    {
        if (!_source.TryReset())
        {
            _source.Dispose();
            _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }
        _abort = abort;
        _registration = abort.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        return _source.Token;
    }

    /// <summary>The last fragment is here.</summary>
    /// <param name="bytes">Of the whole data set.</param>
    public void Start(long bytes)
    {
        Allowed = allowed + TimeSpan.FromSeconds(bytes / BytesPerSecond);
        _source.CancelAfter(Allowed);
    }

    /// <summary>The instance has its answer.</summary>
    public void End()
    {
        _registration.Dispose();
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
