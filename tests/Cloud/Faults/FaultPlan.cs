namespace StoreScp.Cloud.Faults;

/// <summary>Decides request by request, from a seed: the same requests in the same order have the same faults.</summary>
internal sealed class FaultPlan(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, FaultRules> _rules = [];
    private readonly Dictionary<string, int> _left = [];
    private readonly HashSet<string> _gone = [];

    public void Set(string service, FaultRules rules)
    {
        if (rules.Shares.Values.Any(share => share is < 0 or > 1) || rules.Shares.Values.Sum() > 1 + 1e-9)
            throw new ArgumentException("Shares are from 0 to 1, and not more than 1 together.", nameof(rules));
        lock (_lock)
        {
            _rules[service] = rules;
            _left[service] = rules.MaximumFaults;
        }
    }

    public void SetOutage(string service, bool isGone)
    {
        lock (_lock)
        {
            if (isGone)
                _gone.Add(service);
            else
                _gone.Remove(service);
        }
    }

    /// <summary>Null: none.</summary>
    public FaultKind? Take(FaultRequest request)
    {
        lock (_lock)
        {
            if (_gone.Contains(request.Service))
                return FaultKind.Outage;
            if (!_rules.TryGetValue(request.Service, out var rules) || _left[request.Service] == 0 || rules.Concerns?.Invoke(request) == false)
                return null;
            var drawn = _random.NextDouble();
            foreach (var (kind, share) in rules.Shares.OrderBy(pair => pair.Key))
            {
                drawn -= share;
                if (drawn >= 0)
                    continue;
                _left[request.Service]--;
                return kind;
            }
            return null;
        }
    }

    public TimeSpan StallTimeOf(string service)
    {
        lock (_lock)
            return _rules[service].StallTime;
    }

    /// <summary>Which bit of a body is flipped.</summary>
    /// <param name="length">Bytes; null where nobody knows.</param>
    public (long Byte, int Bit) TakeBit(long? length)
    {
        lock (_lock)
            return (_random.NextInt64(length ?? 1), _random.Next(8));
    }
}
