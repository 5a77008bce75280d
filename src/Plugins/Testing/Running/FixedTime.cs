namespace StoreScp.Plugins.Testing;

/// <summary>A clock that stands still, so that what is written with a date is the same in every run; its timers run.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
}
