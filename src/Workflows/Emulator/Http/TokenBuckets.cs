namespace StoreScp.Emulator;

/// <summary>One token bucket for each operation that has a rate.</summary>
internal sealed class TokenBuckets
{
    private readonly Dictionary<string, Bucket> _buckets;
    private readonly TimeProvider _time;

    public TokenBuckets(EmulatorThrottles throttles, TimeProvider time)
    {
        _time = time;
        _buckets = throttles.Rates.ToDictionary(rate => rate.Key, rate => new Bucket(rate.Value, time.GetTimestamp()));
    }

    /// <summary>False when the operation has to be refused.</summary>
    public bool TryTake(string operation) =>
        !_buckets.TryGetValue(operation, out Bucket? bucket) || bucket.TryTake(_time);

    private sealed class Bucket(ThrottleRate rate, long start)
    {
        private readonly Lock _lock = new();
        private double _tokens = rate.Burst;
        private long _filled = start;

        public bool TryTake(TimeProvider time)
        {
            lock (_lock)
            {
                long now = time.GetTimestamp();
                _tokens = Math.Min(rate.Burst, _tokens + time.GetElapsedTime(_filled, now).TotalSeconds * rate.PerSecond);
                _filled = now;
                if (_tokens < 1) return false;
                _tokens--;
                return true;
            }
        }
    }
}
