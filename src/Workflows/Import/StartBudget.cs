namespace StoreScp.Import;

/// <summary>A token bucket: so many starts a second, two at once.</summary>
internal sealed class StartBudget(double startsPerSecond, TimeProvider time)
{
    private const double Burst = 2;

    private double _tokens = Burst;
    private long _filledAt = time.GetTimestamp();

    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(Burst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * startsPerSecond));
        _filledAt = now;
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
