namespace StoreScp.Server.Admin;

/// <summary>A reason that exists while a function says so.</summary>
internal sealed class LimitReason(Func<string?> reason) : IHealthReason
{
    public string? Reason => reason();
}
