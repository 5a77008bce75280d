namespace StoreScp.Simulation;

/// <summary>One job for what came on one association, whatever it was; there is no ledger, so a re-send is imported again.</summary>
internal sealed class PerAssociation(EventQueue events, Action<ImportUnit> ready) : IGrouping
{
    // A study's associations follow one another in this model, so the study names the one that is open.
    private readonly Dictionary<int, (int Files, long Bytes)> _open = [];

    public void Take(Arrival arrival)
    {
        var (files, bytes) = _open.GetValueOrDefault(arrival.Study);
        files += arrival.Files;
        bytes += arrival.Files * arrival.BytesPerFile;
        if (!arrival.EndsAssociation)
        {
            _open[arrival.Study] = (files, bytes);
            return;
        }
        _open.Remove(arrival.Study);
        ready(new(arrival.Study, files, bytes, events.Now));
    }
}
