namespace StoreScp.Server.Admin;

/// <summary>Whether this process should get new associations. A reached limit is a reason worth reading, not a reason to leave.</summary>
internal sealed class HealthState(IEnumerable<IHealthReason> reasons)
{
    private volatile Phase _phase = Phase.Starting;

    private enum Phase
    {
        Starting,
        Ready,
        Draining,
    }

    public void StartUpEnded() => _phase = Phase.Ready;

    public void DrainingBegan() => _phase = Phase.Draining;

    /// <summary>Not ready only before start-up ends and while draining.</summary>
    public HealthReport Report()
    {
        var status = _phase switch
        {
            Phase.Starting => "starting",
            Phase.Draining => "draining",
            _ => "ready",
        };
        return new(_phase == Phase.Ready, status, [.. reasons.Select(reason => reason.Reason).OfType<string>()]);
    }
}
