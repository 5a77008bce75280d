using StoreScp.Plugins.Hosting.Status;

namespace StoreScp.Plugins.Hosting.Guarding;

/// <summary>Keeps instances from a handler that fails again and again; thread-safe.</summary>
/// <param name="failures">Failures in a row that open it.</param>
/// <param name="openTime">Time until a probe.</param>
/// <param name="maximumHangs">Calls hanging at once that open it for good.</param>
internal sealed class CircuitBreaker(int failures, TimeSpan openTime, int maximumHangs, TimeProvider time)
{
    private readonly Lock _lock = new();
    private BreakerState _state;
    private long _openedAt;
    private bool _isProbing;
    private int _failuresInARow;
    private int _hanging;

    public BreakerState State
    {
        get
        {
            lock (_lock)
                return _state == BreakerState.Open && IsOpenTimeOver ? BreakerState.HalfOpen : _state;
        }
    }

    /// <summary>Calls that have not come back.</summary>
    public int Hanging
    {
        get
        {
            lock (_lock)
                return _hanging;
        }
    }

    /// <summary>As after a failure too many: for a handler that ran when the process before this one ended.</summary>
    public void Open()
    {
        lock (_lock)
            OpenNow();
    }

    /// <summary>Whether a call may run now; if so its end has to be told, by one of the methods below.</summary>
    public bool TryEnter(out bool isProbe)
    {
        isProbe = false;
        lock (_lock)
        {
            if (_state == BreakerState.Closed)
                return true;
            if (_state == BreakerState.OpenUntilReload || _isProbing || !IsOpenTimeOver)
                return false;
            return isProbe = _isProbing = true;
        }
    }

    public void Succeeded(bool isProbe)
    {
        lock (_lock)
        {
            // What began before it opened says nothing about now.
            if (_state != BreakerState.Closed && !isProbe)
                return;
            _failuresInARow = 0;
            if (!isProbe)
                return;
            _isProbing = false;
            if (_state == BreakerState.Open)
                _state = BreakerState.Closed;
        }
    }

    /// <summary>True when this failure opened it.</summary>
    public bool Failed(bool isProbe)
    {
        lock (_lock)
        {
            if (isProbe)
                _isProbing = false;
            if (_state == BreakerState.OpenUntilReload || (_state == BreakerState.Open && !isProbe))
                return false;
            _failuresInARow++;
            if (!isProbe && _failuresInARow < failures)
                return false;
            OpenNow();
            return true;
        }
    }

    /// <summary>The caller gave up before the handler did anything wrong: neither good nor bad.</summary>
    public void GaveUp(bool isProbe)
    {
        lock (_lock)
            _isProbing &= !isProbe;
    }

    /// <summary>A call, counted as failed already, does not come back. True when this was one too many.</summary>
    public bool Hangs()
    {
        lock (_lock)
        {
            if (++_hanging < maximumHangs || _state == BreakerState.OpenUntilReload)
                return false;
            _state = BreakerState.OpenUntilReload;
            return true;
        }
    }

    public void CameBack()
    {
        lock (_lock)
            _hanging--;
    }

    private bool IsOpenTimeOver => time.GetElapsedTime(_openedAt) >= openTime;

    private void OpenNow()
    {
        _state = BreakerState.Open;
        _openedAt = time.GetTimestamp();
        _failuresInARow = 0;
    }
}
