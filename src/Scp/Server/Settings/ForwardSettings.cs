using StoreScp.Forwarding;

namespace StoreScp.Server.Settings;

/// <summary>The settings of forwarding.</summary>
internal static class ForwardSettings
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan OneDay = TimeSpan.FromHours(24);

    public static ForwardingOptions Read(SettingsReader r, ForwardingOptions d) => d with
    {
        CheckInterval = r.Duration("Forward:CheckInterval", d.CheckInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
        RetryInterval = r.Duration("Forward:RetryInterval", d.RetryInterval, OneSecond, OneDay),
        MaximumRetryInterval = r.Duration("Forward:MaximumRetryInterval", d.MaximumRetryInterval, OneSecond, OneDay),
        RetryFor = r.Duration("Forward:RetryFor", d.RetryFor, TimeSpan.Zero, TimeSpan.FromDays(30)),
        AbandonedAfter = r.Duration("Forward:AbandonedAfter", d.AbandonedAfter, TimeSpan.FromSeconds(10), OneDay),
        AssociationsPerDestination = r.Number("Forward:AssociationsPerDestination", d.AssociationsPerDestination, 1, 100),
    };
}
