namespace StoreScp.Plugins.Hosting.Logging;

/// <summary>Says whether a line that every instance can cause may be written now; thread-safe.</summary>
internal sealed class LogPace(TimeSpan interval, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long? _last;
    private long _held;

    /// <summary>True at most once in the interval, with the number of times it was false since.</summary>
    public bool IsDue(out long held)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_last is { } last && time.GetElapsedTime(last, now) < interval)
            {
                _held++;
                held = 0;
                return false;
            }
            (_last, held, _held) = (now, _held, 0);
            return true;
        }
    }
}
