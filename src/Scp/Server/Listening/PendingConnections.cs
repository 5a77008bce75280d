using System.Net;

namespace StoreScp.Server.Listening;

/// <summary>
/// Counts connections that have not associated yet, all together and by address, so that probes and silent peers
/// cannot take the places of those that send images.
/// </summary>
internal sealed class PendingConnections(int maximum, int maximumPerAddress)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _count;

    public int Count
    {
        get { lock (_gate) return _count; }
    }

    public int Maximum => maximum;

    /// <summary>Takes a place, or gives null and the setting that stands in the way.</summary>
    public PendingPlace? TryEnter(IPAddress address, out string? setting)
    {
        lock (_gate)
        {
            var fromAddress = _byAddress.GetValueOrDefault(address);
            setting = _count >= maximum ? "Scp:MaximumPendingConnections"
                : fromAddress >= maximumPerAddress ? "Scp:MaximumPendingConnectionsPerAddress"
                : null;
            if (setting is not null)
                return null;
            _count++;
            _byAddress[address] = fromAddress + 1;
            return new PendingPlace(this, address);
        }
    }

    private void Leave(IPAddress address)
    {
        lock (_gate)
        {
            _count--;
            if (--_byAddress[address] == 0)
                _byAddress.Remove(address);
        }
    }

    /// <summary>One place among the pending; disposing it again does nothing.</summary>
    internal sealed class PendingPlace(PendingConnections owner, IPAddress address) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                owner.Leave(address);
        }
    }
}
