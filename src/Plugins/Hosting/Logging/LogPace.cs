namespace StoreScp.Plugins.Hosting.Logging;

/// <summary>Says whether a line that a peer, or every instance, can cause at will may be written now; thread safe.</summary>
public sealed class LogPace(TimeSpan interval, TimeProvider time)
{
    private long _last = long.MinValue;
    private long _held;

    /// <summary>True at most once in the interval, with the number of times it was false since.</summary>
    public bool IsDue(out long held)
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _last);
        if ((last == long.MinValue || time.GetElapsedTime(last, now) >= interval) && Interlocked.CompareExchange(ref _last, now, last) == last)
        {
            held = Interlocked.Exchange(ref _held, 0);
            return true;
        }
        Interlocked.Increment(ref _held);
        held = 0;
        return false;
    }
}
