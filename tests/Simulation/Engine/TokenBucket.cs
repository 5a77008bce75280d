namespace StoreScp.Simulation;

/// <summary>A rate with a burst, as AWS throttles and as the dispatcher paces itself.</summary>
internal sealed class TokenBucket
{
    private readonly double _perSecond;
    private readonly double _burst;
    private double _tokens;
    private TimeSpan _at;

    public TokenBucket(double perSecond, double burst)
    {
        _perSecond = perSecond;
        _burst = burst;
        _tokens = burst;
    }

    public bool TryTake(TimeSpan now)
    {
        _tokens = Math.Min(_burst, _tokens + ((now - _at).TotalSeconds * _perSecond));
        _at = now;
        // Sums of fractions of a second fall short of a whole by less than this.
        if (_tokens < 1 - 1e-9)
            return false;
        _tokens--;
        return true;
    }
}
