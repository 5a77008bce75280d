namespace StoreScp.Server.Settings;

/// <summary>Scale-in protection of the task, where Amazon ECS runs it.</summary>
internal sealed record ScaleInOptions
{
    /// <summary>How long one request protects, in whole minutes; renewed at half of it. A task that hangs is protected no longer.</summary>
    public TimeSpan ProtectFor { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Without anything in hand until the protection is taken away: a modality that sends one association after the other keeps it.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(30);
}
