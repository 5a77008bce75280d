namespace StoreScp.Storage.Tests.Aws;

/// <summary>The time of day, and short pauses; but no deadline ever ends, since one process answers for all of AWS here, on a machine that may be busy.</summary>
internal sealed class PatientTime : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    public override long GetTimestamp() => 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > LongestPause ? Timeout.InfiniteTimeSpan : dueTime, period);
}
