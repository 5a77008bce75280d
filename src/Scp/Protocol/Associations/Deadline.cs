namespace StoreScp.Protocol.Associations;

/// <summary>
/// One deadline at a time that cancels a token when it passes. Starting and stopping it for every read costs no timer call:
/// the timer runs on and looks, when it fires, whether the deadline of that moment has passed.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _source = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _due;
    private long _armedFor;

    internal Deadline(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((Deadline)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when a deadline has passed or <see cref="Cancel"/> was called; stays so.</summary>
    internal CancellationToken Token => _source.Token;

    internal bool HasPassed { get; private set; }

    internal void Start(TimeSpan left)
    {
        lock (_gate)
        {
            // Zero means none; a provider of time may well begin at zero.
            _due = Math.Max(1, _time.GetTimestamp() + (long)(left.TotalSeconds * _time.TimestampFrequency));
            if (_armedFor == 0 || _due < _armedFor) Arm();
        }
    }

    internal void Stop()
    {
        lock (_gate) _due = 0;
    }

    internal void Cancel() => _source.Cancel();

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Arm()
    {
        _armedFor = _due;
        var left = Math.Max(0, _due - _time.GetTimestamp());
        // Rounded up, so that the deadline has passed when the timer fires.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left * 1000.0 / _time.TimestampFrequency)), Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        lock (_gate)
        {
            _armedFor = 0;
            if (_due == 0) return;
            if (_time.GetTimestamp() < _due)
            {
                Arm();
                return;
            }
            HasPassed = true;
        }
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The association ended while the timer fired.
        }
    }
}
