using StoreScp.Storage;

namespace StoreScp.Forwarding;

/// <summary>What this process knows of one destination: which instances its associations have in hand, and whether to leave it alone for a while.</summary>
internal sealed class Destination(string aeTitle, IForwardLedger ledger, ForwardingOptions options, TimeProvider time, Random random)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ForwardKey> _inHand = [];
    private int _workers;
    private int _failures;
    private int _losses;
    private DateTimeOffset _pausedUntil;

    public string AETitle => aeTitle;

    public bool IsPaused
    {
        get { lock (_lock) return time.GetUtcNow() < _pausedUntil; }
    }

    /// <summary>False when it has as many associations as it may, or is left alone.</summary>
    public bool TryBeginWork()
    {
        lock (_lock)
        {
            if (_workers >= options.AssociationsPerDestination || time.GetUtcNow() < _pausedUntil)
                return false;
            _workers++;
            return true;
        }
    }

    public void EndWork()
    {
        lock (_lock)
            _workers--;
    }

    /// <summary>Takes due instances that no other association of ours has in hand, the longest due first.</summary>
    public async ValueTask<IReadOnlyList<ForwardRow>> ReserveAsync(Func<ForwardRow, bool> fits, CancellationToken cancellation)
    {
        while (true)
        {
            int reserved;
            lock (_lock)
                reserved = _inHand.Count;
            var limit = options.InstancesPerTurn + reserved;
            var due = await ledger.ListDueForwardsAsync(aeTitle, time.GetUtcNow(), limit, cancellation);
            lock (_lock)
            {
                IReadOnlyList<ForwardRow> taken =
                    [.. due.Where(forward => fits(forward) && !_inHand.Contains(forward.Key)).Take(options.InstancesPerTurn).Where(forward => _inHand.Add(forward.Key))];
                // Another association may have taken all of this page while it was read; there may be more behind it.
                if (taken.Count > 0 || due.Count < limit || _inHand.Count <= reserved)
                    return taken;
            }
        }
    }

    public void Return(IEnumerable<ForwardRow> forwards)
    {
        lock (_lock)
        {
            foreach (var forward in forwards)
                _inHand.Remove(forward.Key);
        }
    }

    /// <summary>It took an instance: nothing is wrong with it.</summary>
    public void Answered()
    {
        lock (_lock)
            (_failures, _losses) = (0, 0);
    }

    /// <summary>It cannot take anything now; the pause doubles each time in a row.</summary>
    public (DateTimeOffset Until, int Failures) Pause()
    {
        lock (_lock)
        {
            _failures++;
            _pausedUntil = time.GetUtcNow() + options.RetryAfter(_failures, random);
            return (_pausedUntil, _failures);
        }
    }

    /// <summary>An association ended under an instance. Once may be the instance's fault; true when it is time to pause.</summary>
    public bool IsLostAgain()
    {
        lock (_lock)
            return ++_losses > 1;
    }
}
