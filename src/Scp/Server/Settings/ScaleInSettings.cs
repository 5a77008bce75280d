namespace StoreScp.Server.Settings;

/// <summary>The settings of scale-in protection.</summary>
internal static class ScaleInSettings
{
    public static ScaleInOptions Read(SettingsReader r, ScaleInOptions d) => new()
    {
        // ECS takes 1 to 2,880 minutes; below two, half of it would be no time to try again in.
        ProtectFor = r.Duration("ScaleIn:ProtectFor", d.ProtectFor, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2880)),
        IdleTime = r.Duration("ScaleIn:IdleTime", d.IdleTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
    };
}
