namespace StoreScp.Simulation;

/// <summary>One job for each instance as it comes; there is no ledger, so a re-send is imported again.</summary>
internal sealed class PerInstance(EventQueue events, Action<ImportUnit> ready) : IGrouping
{
    public void Take(Arrival arrival)
    {
        for (var file = 0; file < arrival.Files; file++)
            ready(new(arrival.Study, 1, arrival.BytesPerFile, events.Now));
    }
}
