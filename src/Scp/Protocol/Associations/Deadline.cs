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
    private readonly IPausingTransport? _transport;
    private TimeSpan _pausedBefore;
    private long _due;
    private long _armedFor;

    /// <param name="transport">Whose pauses do not count.</param>
    internal Deadline(TimeProvider time, IPausingTransport? transport = null)
    {
        _time = time;
        _transport = transport;
        _timer = time.CreateTimer(static state => ((Deadline)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when a deadline has passed or <see cref="Cancel"/> was called; stays so.</summary>
    internal CancellationToken Token => _source.Token;

    internal bool HasPassed { get; private set; }

    internal void Start(TimeSpan left)
    {
        lock (_gate)
        {
            _pausedBefore = _transport?.WaitedForMemory ?? TimeSpan.Zero;
            // Zero means none; a provider of time may well begin at zero.
            _due = Math.Max(1, _time.GetTimestamp() + Ticks(left));
            if (_armedFor == 0 || _due < _armedFor) Arm();
        }
    }

    /// <summary>Returns how long the transport paused since the start.</summary>
    internal TimeSpan Stop()
    {
        lock (_gate)
        {
            _due = 0;
            return Paused;
        }
    }

    internal void Cancel() => _source.Cancel();

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private TimeSpan Paused => _transport is null ? TimeSpan.Zero : _transport.WaitedForMemory - _pausedBefore;

    private long DueWithPauses => _due + Ticks(Paused);

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    private void Arm()
    {
        _armedFor = DueWithPauses;
        var left = Math.Max(0, _armedFor - _time.GetTimestamp());
        // Rounded up, so that the deadline has passed when the timer fires.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left * 1000.0 / _time.TimestampFrequency)), Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        lock (_gate)
        {
            _armedFor = 0;
            if (_due == 0) return;
            if (_time.GetTimestamp() < DueWithPauses)
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
